namespace RelationSync.Simulator.Faults;

/// <summary>What the control plane sends to arm a fault.</summary>
internal sealed record FaultRequest
{
    public FaultMatch? Match { get; init; }

    public string? Kind { get; init; }

    public int? Times { get; init; }

    public int? Status { get; init; }

    public string? ErrorCode { get; init; }

    public string? Message { get; init; }

    public int? DelayMs { get; init; }

    /// <summary>Of a hang: <c>never</c>, <c>at_once</c> or <c>late</c>.</summary>
    public string? Commit { get; init; }
}
