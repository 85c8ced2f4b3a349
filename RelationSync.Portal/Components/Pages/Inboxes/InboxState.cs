using RelationSync.Portal.Actions;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Intake;
using RelationSync.Portal.RelationApi;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>What one inbox's page shows.</summary>
/// <param name="Inbox">Null: there is no such inbox.</param>
/// <param name="Refusals">What the intake refused in the last 30 days.</param>
/// <param name="Test">The last test operation, and what became of it.</param>
/// <param name="Requests">The log of authenticated requests.</param>
/// <param name="Source">Where its operations come from.</param>
public sealed record InboxState(
    InboxView? Inbox, IReadOnlyList<RejectedRequestGroup> Refusals, IReadOnlyList<LoggedRequest> Requests, ActionDetail? Test, SourceView? Source);
