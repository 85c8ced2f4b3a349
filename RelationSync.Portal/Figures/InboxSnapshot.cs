using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>All that is known of an inbox at one moment, to say what is the matter with it.</summary>
/// <param name="Inbox">The inbox; no test inbox.</param>
/// <param name="Connection">Null: it has none.</param>
/// <param name="Counts">Where its actions stand.</param>
/// <param name="Missing">Which of them should have an Event.</param>
/// <param name="Nobody">Its Events without anybody.</param>
/// <param name="Silence">Null: it isn't silent for too long.</param>
/// <param name="Stopped">Null: it is read from Re:lation's API, or isn't to be.</param>
public sealed record InboxSnapshot(
    InboxName Inbox, ConnectionView? Connection, ActionCounts Counts, MissingActions Missing, NobodyFound Nobody, SilentInbox? Silence, StoppedSource? Stopped = null);
