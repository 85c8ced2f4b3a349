namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>SecondFactorTexts.resx</c> (Japanese) and <c>SecondFactorTexts.en.resx</c>.</summary>
public sealed class SecondFactorTexts;
