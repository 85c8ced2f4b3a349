namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>LayoutTexts.resx</c> (Japanese) and <c>LayoutTexts.en.resx</c>.</summary>
public sealed class LayoutTexts;
