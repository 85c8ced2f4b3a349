namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>SharedTexts.resx</c> (Japanese) and <c>SharedTexts.en.resx</c>.</summary>
public sealed class SharedTexts;
