namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>SourceTexts.resx</c> (Japanese) and <c>SourceTexts.en.resx</c>.</summary>
public sealed class SourceTexts;
