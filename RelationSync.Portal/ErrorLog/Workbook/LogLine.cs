using RelationSync.Domain.Actions;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>An entry, and what became of its action.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Action">Where its action is; null: there is none any more.</param>
/// <param name="EventId">The Event its action has; null: none, or its id isn't known.</param>
internal sealed record LogLine(LogEntry Entry, ActionStatus? Action, string? EventId);
