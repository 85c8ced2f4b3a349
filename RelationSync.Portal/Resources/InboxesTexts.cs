namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>InboxesTexts.resx</c> (Japanese) and <c>InboxesTexts.en.resx</c>.</summary>
public sealed class InboxesTexts;
