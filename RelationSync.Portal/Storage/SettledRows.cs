using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Storage;

/// <summary>Stores actions as a settlement leaves them.</summary>
internal sealed class SettledRows(RelationSyncDb db) : IDisposable
{
    private readonly RowStatement _store = new(
        db,
        """
        UPDATE "Actions" SET "Status" = @status, "Intent" = @intent, "DueAt" = @due, "EventId" = @event, "SyncedAt" = @synced, "Attempts" = @attempts,
          "LastError" = @error, "FailingSince" = @failing, "Doubt" = @doubt, "SentAt" = @sent, "SentUnmarked" = @unmarked
        WHERE "Seq" = @seq
        """,
        "@status", "@intent", "@due", "@event", "@synced", "@attempts", "@error", "@failing", "@doubt", "@sent", "@unmarked", "@seq");

    public void Store(SyncAction action) => _store.Add(
        action.Status, action.Intent, action.DueAt, action.EventId, action.SyncedAt, action.Attempts,
        action.LastError, action.FailingSince, action.Doubt, action.SentAt, action.SentUnmarked, action.Seq);

    public void Flush() => _store.Flush();

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();
}
