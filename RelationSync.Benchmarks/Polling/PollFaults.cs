using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Faults;

namespace RelationSync.Benchmarks.Polling;

/// <summary>What goes wrong with the API in a seed.</summary>
internal sealed class PollFaults(Tenant tenant, Random random)
{
    private static readonly string[] Kinds = ["status", "status_ticket", "html_503", "hang", "truncate", "forbidden", "wrong_type", "unknown_field", "unknown_method", "unknown_action", "revoke_token"];

    /// <summary>Messages that people received were unreadable at times, by which alone an automatic reply is recognised.</summary>
    public bool HideReceipts { get; private set; }

    /// <summary>Arms one by chance.</summary>
    /// <returns>How long it lasts at most.</returns>
    public TimeSpan Arm()
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        HideReceipts |= kind is "wrong_type" or "unknown_action";
        var (name, path) = kind == "status_ticket" ? ("status", "/tickets/1") : (kind, null);
        RelationFaultRequest request = new()
        {
            Kind = name,
            Times = kind == "revoke_token" ? null : random.Next(1, 6),
            Status = name == "status" ? random.Next(2) == 0 ? 500 : 503 : null,
            DelayMs = kind == "hang" ? random.Next(1_000, 60_000) : null,
            Headers = kind == "forbidden" ? true : null,
            Match = path is null ? null : new RelationFaultMatch { Path = path },
        };
        var fault = RelationFaultReader.Read(request, out var problem) ?? throw new InvalidOperationException(problem);
        lock (tenant.Gate)
        {
            tenant.Faults.Add(fault);
            tenant.AcceptsToken = fault.Kind != RelationFaultKind.RevokeToken;
        }

        return TimeSpan.FromSeconds(random.Next(20, 240));
    }

    public void Clear()
    {
        lock (tenant.Gate)
        {
            tenant.Faults.Clear();
            tenant.AcceptsToken = true;
        }
    }
}
