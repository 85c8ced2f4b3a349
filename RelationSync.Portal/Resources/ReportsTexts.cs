namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>ReportsTexts.resx</c> (Japanese) and <c>ReportsTexts.en.resx</c>.</summary>
public sealed class ReportsTexts;
