using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Counts what the intake refuses, in memory: no answer waits for the store, and ten thousand refusals of one kind are
/// one row an hour. What it holds is bounded by the inboxes and the reasons, whatever comes in.
/// </summary>
internal sealed class RejectedRequestCounter(TimeProvider time)
{
    /// <summary>Further kinds of rejected operations are counted together, without pointer and message.</summary>
    public const int MostKinds = 1000;

    private readonly Lock _gate = new();
    private Dictionary<RejectedRequestKey, RejectedRequestRow> _counts = [];

    public void Count(RejectedRequest refusal)
    {
        var now = time.GetUtcNow();
        var hour = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        lock (_gate)
        {
            Add(new RejectedRequestRow
            {
                InboxId = refusal.InboxId,
                Hour = hour,
                Reason = refusal.Reason,
                Pointer = refusal.Pointer,
                Message = refusal.Message,
                Count = 1,
                FirstAt = now,
                LastAt = now,
                Network = refusal.Network,
                WebhookId = refusal.WebhookId,
                SecondsAhead = refusal.SecondsAhead,
                OperationId = refusal.OperationId,
                OperationType = refusal.OperationType,
            });
        }
    }

    /// <summary>What was counted since the last time.</summary>
    public IReadOnlyCollection<RejectedRequestRow> Take()
    {
        lock (_gate)
        {
            var taken = _counts;
            _counts = taken.Count == 0 ? taken : [];
            return taken.Values;
        }
    }

    /// <summary>Counts again what couldn't be stored.</summary>
    public void GiveBack(IReadOnlyCollection<RejectedRequestRow> counts)
    {
        lock (_gate)
        {
            foreach (var count in counts)
            {
                Add(count);
            }
        }
    }

    private void Add(RejectedRequestRow more)
    {
        var key = RejectedRequestKey.Of(more);
        if (!_counts.ContainsKey(key) && _counts.Count >= MostKinds)
        {
            more.ForgetKind();
            key = RejectedRequestKey.Of(more);
        }

        if (_counts.TryGetValue(key, out var known))
        {
            known.Add(more);
        }
        else
        {
            _counts.Add(key, more);
        }
    }
}
