namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>DashboardTexts.resx</c> (Japanese) and <c>DashboardTexts.en.resx</c>.</summary>
public sealed class DashboardTexts;
