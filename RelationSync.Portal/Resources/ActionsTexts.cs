namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>ActionsTexts.resx</c> (Japanese) and <c>ActionsTexts.en.resx</c>.</summary>
public sealed class ActionsTexts;
