namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>ConnectionsTexts.resx</c> (Japanese) and <c>ConnectionsTexts.en.resx</c>.</summary>
public sealed class ConnectionsTexts;
