namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>ErrorsTexts.resx</c> (Japanese) and <c>ErrorsTexts.en.resx</c>.</summary>
public sealed class ErrorsTexts;
