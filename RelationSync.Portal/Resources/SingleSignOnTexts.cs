namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>SingleSignOnTexts.resx</c> (Japanese) and <c>SingleSignOnTexts.en.resx</c>.</summary>
public sealed class SingleSignOnTexts;
