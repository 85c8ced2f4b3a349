using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>What became of an accepted operation.</summary>
/// <param name="Action">Null where it makes no action of its own, as a message that was dispatched.</param>
internal sealed record OperationState(string Id, ActionState? Action);

/// <summary>The action that an operation belongs to.</summary>
/// <param name="Status">One of <see cref="ActionStatusCodes"/>.</param>
/// <param name="EventId">Null while there is no Event.</param>
internal sealed record ActionState(Guid Id, string Status, string? EventId, IReadOnlyList<ActionWarning> Warnings);

/// <summary>How its Event differs from what was sent.</summary>
internal sealed record ActionWarning(string Code, string Message);

/// <summary>Looks an operation up by the id that its sender gave it.</summary>
internal sealed class FindOperation(Store store, HoldOptions holds, TimeProvider time)
{
    /// <summary>Null: no operation of that id was accepted.</summary>
    public Task<OperationState?> RunAsync(string inboxKey, string id, CancellationToken cancellationToken) =>
        store.ReadAsync((db, token) => ReadAsync(db, inboxKey, id, token), cancellationToken);

    private async Task<OperationState?> ReadAsync(RelationSyncDb db, string inboxKey, string id, CancellationToken cancellationToken)
    {
        var hash = ActionKeys.OfOperation(inboxKey, id);
        if (await db.Operations.Where(o => o.IdHash == hash).Select(o => o.ActivityKey).SingleOrDefaultAsync(cancellationToken) is not { } activity)
        {
            return null;
        }

        using var rows = new OperationRows(db);
        var derived = ActivityReducer.Derive(rows.Read(activity), holds).LastOrDefault(d => d.OperationIds.Contains(id, StringComparer.Ordinal));
        var actions = await db.Actions.Where(a => a.ActivityKey == activity).ToListAsync(cancellationToken);
        var action = derived is null ? null : actions.Find(a => derived.OperationIds.Contains(a.TriggerOperationId, StringComparer.Ordinal));
        return new OperationState(id, action is null ? null : await StateAsync(db, action, cancellationToken));
    }

    private async Task<ActionState> StateAsync(RelationSyncDb db, SyncAction action, CancellationToken cancellationToken)
    {
        var warnings = await db.LogEntries.Where(e => e.ActionId == action.Id && e.Severity == LogSeverity.Warning)
            .OrderBy(e => e.Seq).Select(e => new ActionWarning(e.Code, e.Message)).ToListAsync(cancellationToken);
        return new ActionState(action.Id, ActionStatusCodes.Of(action.Status, action.DueAt, time.GetUtcNow()), action.EventId, warnings);
    }
}
