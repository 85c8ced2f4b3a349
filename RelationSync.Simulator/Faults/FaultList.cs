using RelationSync.Simulator.Hosting;

namespace RelationSync.Simulator.Faults;

/// <summary>The faults of one org, in the order they were armed; the first that fits a request strikes.</summary>
internal sealed class FaultList
{
    private volatile Fault[] _faults = [];
    private readonly Lock _gate = new();

    public IReadOnlyList<Fault> All => _faults;

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _faults = [.. _faults, fault];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults = [];
        }
    }

    public Fault? Strike(OrgRequest request)
    {
        foreach (var fault in _faults)
        {
            var wholeRequest = fault.Kind is not (FaultKind.RecordError or FaultKind.SubrequestStatus or FaultKind.RevokeTokens or FaultKind.Limit);
            if (wholeRequest
                && !fault.IsUsedUp
                && (fault.Kind != FaultKind.Token5xx || request.IsToken)
                && FitsRequest(fault.Match, request)
                && FitsRecords(fault.Match, request)
                && fault.TryHit())
            {
                return fault;
            }
        }

        return null;
    }

    public RecordFaults ForRecords(OrgRequest request) =>
        new([.. _faults.Where(f => f.Kind is (FaultKind.RecordError or FaultKind.SubrequestStatus) && !f.IsUsedUp)], request);

    public static bool FitsRequest(FaultMatch match, OrgRequest request) =>
        FitsAddress(match, request.Method, request.PathAndQuery) && FitsBody(match, request);

    public static bool FitsAddress(FaultMatch match, string method, string pathAndQuery) =>
        (match.Method is null || string.Equals(match.Method, method, StringComparison.OrdinalIgnoreCase))
        && (match.Path is null || Text.JsonStrings.InText(pathAndQuery, match.Path));

    public static bool FitsBody(FaultMatch match, OrgRequest request) =>
        match.BodyContains is null || request.BodyContains(match.BodyContains);

    private static bool FitsRecords(FaultMatch match, OrgRequest request) =>
        match.RecordContains is null || request.BodyContains(match.RecordContains);
}
