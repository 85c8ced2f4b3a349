namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>NotificationsTexts.resx</c> (Japanese) and <c>NotificationsTexts.en.resx</c>.</summary>
public sealed class NotificationsTexts;
