using RelationSync.Simulator.Hosting;

namespace RelationSync.Simulator.Relation.Faults;

/// <summary>An armed fault and how often it has struck. Used under the tenant's gate.</summary>
internal sealed class RelationFault(RelationFaultKind kind, RelationFaultRequest request)
{
    public RelationFaultKind Kind => kind;

    public string KindName => request.Kind!;

    public int? Times => request.Times;

    public int Hits { get; private set; }

    public int Status => request.Status ?? 500;

    public int? DelayMs => request.DelayMs;

    public bool WithHeaders => request.Headers is true;

    /// <summary>It changes what a good answer holds, in place of giving another.</summary>
    public bool Distorts => kind is RelationFaultKind.WrongType or RelationFaultKind.UnknownField or RelationFaultKind.UnknownMethod or RelationFaultKind.UnknownAction;

    public bool Fits(OrgRequest asked) =>
        !(Hits >= request.Times) && (request.Match?.Path is not { } path || Text.JsonStrings.InText(asked.PathAndQuery, path));

    public void Hit() => Hits++;
}
