using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>A write of the store that also takes operations: both are committed, or neither.</summary>
public sealed class IntakeWrite
{
    private readonly HoldOptions _holds;
    private readonly DateTimeOffset _now;
    private readonly HashSet<long> _inboxes = [];

    internal IntakeWrite(RelationSyncDb db, HoldOptions holds, DateTimeOffset now) => (Db, _holds, _now) = (db, holds, now);

    /// <summary>For the caller's own rows; what is tracked is saved at the end.</summary>
    public RelationSyncDb Db { get; }

    /// <summary>Inboxes whose operations were taken.</summary>
    internal IReadOnlyCollection<long> Inboxes => _inboxes;

    /// <summary>Takes operations of one inbox; results come in the order given. Of an id given twice the first counts.</summary>
    public async Task<IReadOnlyList<IntakeResult>> TakeAsync(long inboxId, IReadOnlyList<IncomingOperation> operations, CancellationToken cancellationToken) =>
        (await TakeAsync([(inboxId, operations, RejectedOperations.OfPortal(inboxId))], cancellationToken))[0];

    /// <param name="requests">For each inbox and caller: the operations, and those that couldn't be read.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    internal async Task<List<IReadOnlyList<IntakeResult>>> TakeAsync(
        IReadOnlyList<(long InboxId, IReadOnlyList<IncomingOperation> Operations, RejectedOperations Rejected)> requests, CancellationToken cancellationToken)
    {
        var ids = requests.Select(r => r.InboxId).Distinct().ToList();
        var inboxes = await Db.Inboxes.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
        var counts = new IntakeCounts(Db, _now);
        using var transaction = new IntakeTransaction(Db, _holds, counts, _now);
        var results = requests.Select(r => inboxes.TryGetValue(r.InboxId, out var inbox)
            ? Take(transaction, counts, inbox, r.Operations, r.Rejected)
            : [.. r.Operations.Select(_ => IntakeResult.InboxGone)]).ToList();
        transaction.Derive();
        counts.Save();
        _inboxes.UnionWith(ids);
        return results;
    }

    private IReadOnlyList<IntakeResult> Take(
        IntakeTransaction transaction, IntakeCounts counts, Inbox inbox, IReadOnlyList<IncomingOperation> operations, RejectedOperations rejected)
    {
        foreach (var unread in rejected.Refusals)
        {
            counts.Reject(inbox, _now, unread);
        }

        return [.. operations.Select(o => Take(transaction, counts, inbox, o, rejected.Sender))];
    }

    private static IntakeResult Take(IntakeTransaction transaction, IntakeCounts counts, Inbox inbox, IncomingOperation incoming, RejectedRequest sender)
    {
        var (operation, result) = (incoming.Operation, transaction.Take(inbox, incoming));
        if (result.Fault is { } fault)
        {
            counts.Reject(inbox, incoming.ArrivedAt, sender.Of(operation.Id, operation.Type, fault));
        }
        else if (!transaction.IsTest(inbox, operation.Id))
        {
            // What is a test counts in no figure.
            counts.Receive(inbox.Id, incoming.ArrivedAt, result);
        }

        return result;
    }
}
