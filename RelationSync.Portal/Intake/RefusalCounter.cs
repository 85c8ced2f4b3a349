using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Counts what the intake refuses, in memory: no answer waits for the store, and ten thousand refusals of one kind are
/// one row an hour. What it holds is bounded by the inboxes and the reasons, whatever comes in.
/// </summary>
internal sealed class RefusalCounter(TimeProvider time)
{
    /// <summary>Further kinds of rejected operations are counted together, without pointer and message.</summary>
    public const int MostKinds = 1000;

    private readonly Lock _gate = new();
    private Dictionary<RefusalKey, IntakeRefusal> _counts = [];

    public void Count(Refusal refusal)
    {
        var now = time.GetUtcNow();
        var hour = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        lock (_gate)
        {
            Add(new IntakeRefusal
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
    public IReadOnlyCollection<IntakeRefusal> Take()
    {
        lock (_gate)
        {
            var taken = _counts;
            _counts = taken.Count == 0 ? taken : [];
            return taken.Values;
        }
    }

    /// <summary>Counts again what couldn't be stored.</summary>
    public void GiveBack(IReadOnlyCollection<IntakeRefusal> counts)
    {
        lock (_gate)
        {
            foreach (var count in counts)
            {
                Add(count);
            }
        }
    }

    private void Add(IntakeRefusal more)
    {
        var key = RefusalKey.Of(more);
        if (!_counts.ContainsKey(key) && _counts.Count >= MostKinds)
        {
            more.ForgetKind();
            key = RefusalKey.Of(more);
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
