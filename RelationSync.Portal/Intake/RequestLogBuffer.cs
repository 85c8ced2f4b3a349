using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Authenticated requests that the log hasn't stored yet: no answer waits for it. Of each inbox only as many are held as
/// it keeps.
/// </summary>
internal sealed class RequestLogBuffer
{
    private const int KeyLength = 16;

    private readonly Lock _gate = new();
    private Dictionary<long, Queue<IntakeRequestRow>> _requests = [];

    public void Add(IntakeRequestRow request)
    {
        lock (_gate)
        {
            Enqueue(request);
        }
    }

    /// <summary>What came since the last time, by inbox.</summary>
    public IReadOnlyDictionary<long, IReadOnlyCollection<IntakeRequestRow>> Take()
    {
        lock (_gate)
        {
            var taken = _requests;
            _requests = taken.Count == 0 ? taken : [];
            return taken.ToDictionary(r => r.Key, r => (IReadOnlyCollection<IntakeRequestRow>)r.Value);
        }
    }

    /// <summary>Puts back what couldn't be stored, before what came since.</summary>
    public void GiveBack(IEnumerable<IntakeRequestRow> requests)
    {
        lock (_gate)
        {
            var since = _requests.Values.SelectMany(r => r).ToList();
            _requests = [];
            foreach (var request in requests.Concat(since))
            {
                Enqueue(request);
            }
        }
    }

    /// <summary>Notes what became of a request's operations: counts, the first errors, the first activities. Never a content.</summary>
    public static void Describe(
        IntakeExchange exchange, IReadOnlyList<OperationReading> readings, IReadOnlyList<IncomingOperation> valid, IReadOnlyList<IntakeResult> taken)
    {
        var logged = exchange.Logged!;
        logged.Accepted = taken.Count(t => t.Status is IntakeStatus.Accepted);
        logged.Duplicate = taken.Count(t => t.Status is IntakeStatus.Duplicate);
        logged.Ignored = taken.Count(t => t.Status is IntakeStatus.Ignored);
        logged.Rejected = readings.Count(r => !r.IsValid) + taken.Count(t => t.Status is IntakeStatus.Rejected);
        var errors = readings.Index().Where(r => !r.Item.IsValid).Select(r => Error(r.Index, r.Item.Faults[0]))
            .Concat(readings.Index().Where(r => r.Item.IsValid).Zip(taken).Where(r => r.Second.Fault is not null).Select(r => Error(r.First.Index, r.Second.Fault!)))
            .Concat(taken.Where(t => t.Reason is not null).Select(t => t.Reason!).Distinct())
            .Take(IntakeRequestRow.MostErrors).ToList();
        logged.Errors = errors.Count == 0 ? null : string.Join('\n', errors);
        if (logged.Kind is IntakeRequestKind.Operations)
        {
            logged.Activities = Activities(exchange.InboxKey, valid, taken);
        }
    }

    private static string Error(int index, OperationFault fault)
    {
        var text = $"/operations/{index}{fault.Pointer} {fault.Message}".ReplaceLineEndings(" ");
        return text.Length <= IntakeRequestRow.MostErrorLength ? text : text[..IntakeRequestRow.MostErrorLength];
    }

    private static byte[]? Activities(string inboxKey, IReadOnlyList<IncomingOperation> valid, IReadOnlyList<IntakeResult> taken)
    {
        byte[] keys = [.. valid.Zip(taken).Where(o => o.Second.Status is IntakeStatus.Accepted or IntakeStatus.Duplicate).Select(o => o.First.Operation)
            .DistinctBy(o => (o.Channel, o.ActivityId)).Take(IntakeRequestRow.MostActivities)
            .SelectMany(o => ActionKeys.OfActivity(inboxKey, o.Channel, o.ActivityId))];
        return keys.Length == 0 ? null : keys;
    }

    /// <summary>The activities of a row, by their keys.</summary>
    public static IEnumerable<byte[]> ActivitiesOf(IntakeRequestRow row) => (row.Activities ?? []).Chunk(KeyLength);

    private void Enqueue(IntakeRequestRow request)
    {
        if (!_requests.TryGetValue(request.InboxId, out var ofInbox))
        {
            ofInbox = _requests[request.InboxId] = new Queue<IntakeRequestRow>();
        }

        ofInbox.Enqueue(request);
        while (ofInbox.Count > IntakeRequestRow.MostKept)
        {
            ofInbox.Dequeue();
        }
    }
}
