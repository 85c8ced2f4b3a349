using System.Text.RegularExpressions;
using RelationSync.Simulator.Relation.Api;

namespace RelationSync.Simulator.Relation.Control;

/// <summary>The record of calls as the control plane tells it.</summary>
internal static partial class RelationCallsView
{
    public static object Of(Tenant tenant)
    {
        var rate = tenant.Rate.At(tenant.Now);
        var calls = tenant.Calls;
        return new
        {
            counted = calls.Counted,
            over_limit = calls.OverLimit,
            forbidden_writes = calls.ForbiddenWrites,
            other_reads = calls.OtherReads,
            window = new { limit = RateWindow.Limit, count = rate.Own, others = rate.Others, remaining = rate.Remaining, reset = rate.Reset },
            by_endpoint = calls.All.Where(c => c.IsCounted).CountBy(Endpoint).OrderBy(e => e.Key, StringComparer.Ordinal).ToDictionary(),
            requests = calls.All.Select(c => new
            {
                at = c.At,
                method = c.Method,
                path = c.Path,
                status = c.Status,
                counted = c.IsCounted ? 1 : 0,
                over_limit = c.IsOverLimit,
                write = c.IsWrite,
                search = c.Search,
            }).ToArray(),
        };
    }

    private static string Endpoint(RelationCall call) =>
        $"{call.Method} {Number().Replace(call.Path.Split('?')[0].Replace(RelationApi.Root, "/", StringComparison.Ordinal), "id")}";

    [GeneratedRegex("(?<=/)[0-9]+(?=/|$)")]
    private static partial Regex Number();
}
