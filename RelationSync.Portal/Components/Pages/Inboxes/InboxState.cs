using RelationSync.Portal.Connecting;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>What one inbox's page shows.</summary>
/// <param name="Inbox">Null: there is no such inbox.</param>
public sealed record InboxState(InboxView? Inbox);
