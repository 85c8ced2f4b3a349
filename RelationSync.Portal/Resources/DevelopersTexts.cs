namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>DevelopersTexts.resx</c> (Japanese) and <c>DevelopersTexts.en.resx</c>.</summary>
public sealed class DevelopersTexts;
