namespace RelationSync.Simulator.Control;

/// <summary>The call log as the control plane tells it.</summary>
internal static class CallsView
{
    public static object Of(CallReport report) => new
    {
        counted = report.Counted,
        by_endpoint = report.ByEndpoint,
        requests = report.Requests.Select(r => new
        {
            at = r.At,
            method = r.Method,
            path = r.Path,
            status = r.Status,
            counted = r.Counted,
            records = r.Records,
            soql = r.Soql.ToArray(),
        }),
    };
}
