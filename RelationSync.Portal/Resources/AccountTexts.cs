namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>AccountTexts.resx</c> (Japanese) and <c>AccountTexts.en.resx</c>.</summary>
public sealed class AccountTexts;
