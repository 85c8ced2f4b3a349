using RelationSync.Simulator.Hosting;

namespace RelationSync.Simulator.Relation.Faults;

/// <summary>The faults of one tenant, in the order they were armed. Used under the tenant's gate.</summary>
internal sealed class RelationFaultList
{
    private readonly List<RelationFault> _faults = [];

    public IReadOnlyList<RelationFault> All => _faults;

    public void Add(RelationFault fault) => _faults.Add(fault);

    public void Clear() => _faults.Clear();

    /// <summary>The first fault that takes the whole request.</summary>
    public RelationFault? Strike(OrgRequest request)
    {
        var fault = _faults.Find(f => !f.Distorts && f.Kind != RelationFaultKind.RevokeToken && f.Fits(request));
        fault?.Hit();
        return fault;
    }

    /// <summary>Lets the faults that change an answer have their way; those that find nothing to change aren't used up.</summary>
    public HttpAnswer Distort(OrgRequest request, HttpAnswer answer)
    {
        foreach (var fault in _faults.Where(f => f.Distorts && f.Fits(request)))
        {
            if (Distortion.Of(fault.Kind, answer) is { } other)
            {
                fault.Hit();
                answer = other;
            }
        }

        return answer;
    }
}
