using RelationSync.Portal.Connections;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>What the page of all inboxes shows.</summary>
/// <param name="Inboxes">All of them.</param>
/// <param name="ToUnknown">Requests of the last 30 days to inboxes that don't exist.</param>
public sealed record InboxList(IReadOnlyList<InboxView> Inboxes, long ToUnknown);
