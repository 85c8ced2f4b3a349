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
        (await TakeAsync([(inboxId, operations, 0)], cancellationToken))[0];

    /// <param name="requests">For each inbox and caller: the operations, and how many more couldn't be read.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    internal async Task<List<IReadOnlyList<IntakeResult>>> TakeAsync(
        IReadOnlyList<(long InboxId, IReadOnlyList<IncomingOperation> Operations, int Rejected)> requests, CancellationToken cancellationToken)
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
        IntakeTransaction transaction, IntakeCounts counts, Inbox inbox, IReadOnlyList<IncomingOperation> operations, int rejected)
    {
        // What is a test counts in no figure.
        var marked = operations.Select(o => (Incoming: o, IsTest: transaction.IsTest(inbox, o.Operation.Id))).ToList();
        if (rejected > 0 && !inbox.IsTest)
        {
            counts.Reject(inbox.Id, _now, rejected);
        }

        foreach (var minute in marked.Where(o => !o.IsTest).CountBy(o => IntakeMinute.Of(o.Incoming.ArrivedAt)))
        {
            counts.Receive(inbox.Id, minute.Key, minute.Value);
        }

        return [.. marked.Select(o => o.IsTest
            ? transaction.Take(inbox, o.Incoming)
            : counts.Answer(inbox.Id, o.Incoming.ArrivedAt, transaction.Take(inbox, o.Incoming)))];
    }
}
