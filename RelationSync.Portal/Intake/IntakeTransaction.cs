using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Targets;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>Takes operations into one transaction: each once, and the actions that they imply with them.</summary>
internal sealed class IntakeTransaction : IDisposable
{
    private static readonly IgnoredBy Handover = new(IgnoredReason.Handover, "R-P1: handover: the other source has told of this message");
    private static readonly IgnoredBy Moved = new(IgnoredReason.Moved, "R-P1: another inbox has this message: its ticket was moved");

    private readonly RelationSyncDb _db;
    private readonly HoldOptions _holds;
    private readonly IntakeCounts _counts;
    private readonly DateTimeOffset _now;
    private readonly OperationRows _operations;
    private readonly ActionRows _actions;
    private readonly Handovers _handovers = new();
    private readonly MovedMessages _moved;
    private readonly ApprovedRanges _approved;
    private readonly PreparedSql _isTest;
    private readonly Dictionary<byte[], Activity> _touched = new(ByteKeyComparer.Instance);

    public IntakeTransaction(RelationSyncDb db, HoldOptions holds, IntakeCounts counts, DateTimeOffset now)
    {
        (_db, _holds, _counts, _now) = (db, holds, counts, now);
        (_operations, _actions, _approved) = (new OperationRows(db), new ActionRows(db), new ApprovedRanges(db));
        _moved = new MovedMessages(db, _operations);
        _isTest = new PreparedSql(db, """SELECT 1 FROM "TestOperations" WHERE "IdHash" = @id""", "@id");
    }

    /// <summary>Judges one operation; accepted ones are in the store from here on.</summary>
    public IntakeResult Take(Inbox inbox, IncomingOperation incoming)
    {
        var operation = incoming.Operation;
        // Also one that a rule ignores or that came before: who sends it isn't silent.
        inbox.LastOperationAt = incoming.ArrivedAt;
        if (IntakeRules.Judge(operation, incoming.Source, inbox.SyncFrom, inbox.Sources, IsPortalTest(inbox, operation.Id), _approved.Has(inbox, incoming.Source, operation.OccurredAt)) is { } verdict)
        {
            return IntakeResult.Of(verdict);
        }

        var key = ActionKeys.OfActivity(inbox.Key, operation.Channel, operation.ActivityId);
        var known = _touched.TryGetValue(key, out var activity);
        var fresh = known ? activity!.Fresh : !_operations.Any(key);
        var kept = ErasedOperation.HasNoContent(operation.Type) ? ErasedOperation.Write(operation) : incoming.Json;
        if (fresh && _handovers.IsTold(_operations, inbox, incoming))
        {
            return IntakeResult.Ignored(Handover);
        }

        if (fresh && incoming.Source is OperationSource.Push && operation.RelationMessageId is not null && _moved.OwnerOf(inbox.Id, operation) != inbox.Id)
        {
            return IntakeResult.Ignored(Moved);
        }

        if (!_operations.Insert(ActionKeys.OfOperation(inbox.Key, operation.Id), inbox.Id, key, incoming.ArrivedAt, incoming.Source, kept))
        {
            return IntakeResult.Duplicate;
        }

        activity ??= _touched[key] = new Activity(inbox, operation.Channel, operation.ActivityId, key, fresh, []);
        activity.Operations.Add(new ReceivedOperation(operation, incoming.ArrivedAt, incoming.Source));
        _handovers.Take(inbox, incoming);
        return IntakeResult.Accepted;
    }

    /// <summary>Brings the actions of all touched activities in line.</summary>
    public void Derive()
    {
        foreach (var activity in _touched.Values)
        {
            var operations = activity.Fresh ? activity.Operations : _operations.Read(activity.Key);
            var existing = activity.Fresh ? [] : _db.Actions.Where(a => a.ActivityKey == activity.Key).ToList();
            var better = new BetterKnowledge(
                existing.Count == 0 ? [] : ActivityReducer.Derive([.. operations.Take(operations.Count - activity.Operations.Count)], _holds),
                [.. activity.Operations.Select(o => o.Operation)]);
            var failed = existing.FindAll(a => a.Status is ActionStatus.Failed or ActionStatus.Pending);
            var added = ActionReconciler.Reconcile(
                existing, ActivityReducer.Derive(operations, _holds), (derived, ids) => Create(activity, derived, ids), FirstKey, better.Changes, _now);
            foreach (var action in added)
            {
                if (!action.IsTest)
                {
                    _counts.Make(activity.Inbox.Id);
                }

                _actions.Insert(action);
            }

            LogClosing.Close(_db, [.. failed.Where(a => a.Status is ActionStatus.Cancelled).Select(a => a.Id)], _now);
            if (added.Count == 0 && existing.Count > 0 && existing.TrueForAll(a => a.ErasedAt is not null))
            {
                Erase(activity);
            }
        }
    }

    /// <summary>What all touched activities imply by now; nothing of it is stored.</summary>
    public IEnumerable<DerivedAction> Imply() =>
        _touched.Values.SelectMany(a => ActivityReducer.Derive(a.Fresh ? a.Operations : _operations.Read(a.Key), _holds));

    /// <inheritdoc/>
    public void Dispose()
    {
        _operations.Dispose();
        _actions.Dispose();
        _isTest.Dispose();
    }

    /// <summary>A late repeat or re-edit of what is over and erased: nobody will ever need its content.</summary>
    private void Erase(Activity activity)
    {
        foreach (var late in activity.Operations)
        {
            _operations.Erase(ActionKeys.OfOperation(activity.Inbox.Key, late.Operation.Id), late.Operation);
        }
    }

    /// <summary>Of a test inbox (R-T16), or a test that the portal sent (R-T15).</summary>
    public bool IsTest(Inbox inbox, string operationId) => inbox.IsTest || IsPortalTest(inbox, operationId);

    /// <summary>
    /// Only the portal stores such ids (R-T15). What they begin with makes no operation a test; it saves looking the others up.
    /// </summary>
    private bool IsPortalTest(Inbox inbox, string operationId) =>
        operationId.StartsWith(TestOperation.IdPrefix, StringComparison.Ordinal) && _isTest.Finds(ActionKeys.OfOperation(inbox.Key, operationId));

    private SyncAction Create(Activity activity, DerivedAction derived, IReadOnlySet<Guid> ids)
    {
        var trigger = derived.TriggerOperationId;
        var id = ActionKeys.OfAction(activity.Inbox.Key, activity.Channel, activity.ActivityId, trigger);
        while (ids.Contains(id))
        {
            // Another action of this activity was named after the same operation before its own trigger moved.
            trigger += "#";
            id = ActionKeys.OfAction(activity.Inbox.Key, activity.Channel, activity.ActivityId, trigger);
        }

        return SyncAction.From(activity.Inbox.Id, activity.Key, id, derived, FirstKey(derived), IsTest(activity.Inbox, derived.TriggerOperationId));
    }

    private static string? FirstKey(DerivedAction derived) =>
        derived.Content is { } content ? CustomerKeys.FirstOf(content)?.Value : null;

    private sealed record Activity(Inbox Inbox, Channel Channel, string ActivityId, byte[] Key, bool Fresh, List<ReceivedOperation> Operations);
}
