using System.Text.Json;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Text;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Faults;

/// <summary>The armed faults that the records and subrequests of a call may meet, one by one.</summary>
internal sealed record RecordFaults(IReadOnlyList<Fault> Faults, OrgRequest Request)
{
    private readonly HashSet<Fault> _struckSubrequests = [];

    /// <summary>The subrequest at work, where the call is a Composite.</summary>
    private (string Method, string Url)? Subrequest { get; init; }

    public RecordFaults Inside(string method, string url) => Faults.Count == 0 ? this : this with { Subrequest = (method, url) };

    public SaveError? Hit(Func<string, bool> recordMentions)
    {
        foreach (var fault in Faults.Where(f => f.Kind == FaultKind.RecordError))
        {
            var match = fault.Match;
            if (FitsAddress(match)
                && FaultList.FitsBody(match, Request)
                && (match.RecordContains is null || recordMentions(match.RecordContains))
                && fault.TryHit())
            {
                var code = fault.Request.ErrorCode ?? "UNABLE_TO_LOCK_ROW";
                return new SaveError(code, fault.Request.Message ?? DefaultMessage(code), [.. fault.Request.Fields ?? []]);
            }
        }

        return null;
    }

    /// <summary>What a subrequest answers in place of its work. A fault strikes one subrequest of a call.</summary>
    public ApiResponse? HitSubrequest(JsonElement? body)
    {
        foreach (var fault in Faults.Where(f => f.Kind == FaultKind.SubrequestStatus))
        {
            var match = fault.Match;
            if (!_struckSubrequests.Contains(fault)
                && FitsAddress(match)
                && FaultList.FitsBody(match, Request)
                && (match.RecordContains is null || Mentions(body, match.RecordContains))
                && fault.TryHit())
            {
                _struckSubrequests.Add(fault);
                var status = fault.Request.Status ?? 500;
                var code = fault.Request.ErrorCode ?? FaultAnswers.DefaultCode(status);
                return ApiResponse.Error(status, code, fault.Request.Message ?? FaultAnswers.DefaultMessage(code), fault.Request.Fields);
            }
        }

        return null;
    }

    private bool Mentions(JsonElement? body, string text) =>
        (body is { } json && JsonStrings.Contains(json, text)) || (Subrequest is var (_, url) && JsonStrings.InText(url, text));

    private static string DefaultMessage(string code) => code switch
    {
        "UNABLE_TO_LOCK_ROW" => "unable to obtain exclusive access to this record",
        "FIELD_CUSTOM_VALIDATION_EXCEPTION" => "A validation rule of the org refuses this record",
        _ => code,
    };

    private bool FitsAddress(FaultMatch match) =>
        FaultList.FitsAddress(match, Request.Method, Request.PathAndQuery)
        || (Subrequest is var (method, url) && FaultList.FitsAddress(match, method, url));
}
