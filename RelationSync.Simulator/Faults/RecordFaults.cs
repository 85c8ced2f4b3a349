using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Faults;

/// <summary>The armed <c>record_error</c> faults that a call may meet, record by record.</summary>
internal sealed record RecordFaults(IReadOnlyList<Fault> Faults, OrgRequest Request)
{
    /// <summary>The subrequest at work, where the call is a Composite.</summary>
    private (string Method, string Url)? Subrequest { get; init; }

    public RecordFaults Inside(string method, string url) => Faults.Count == 0 ? this : this with { Subrequest = (method, url) };

    public SaveError? Hit(Func<string, bool> recordMentions)
    {
        foreach (var fault in Faults)
        {
            var match = fault.Match;
            if (FitsAddress(match)
                && FaultList.FitsBody(match, Request)
                && (match.RecordContains is null || recordMentions(match.RecordContains))
                && fault.TryHit())
            {
                var code = fault.Request.ErrorCode ?? "UNABLE_TO_LOCK_ROW";
                return new SaveError(code, fault.Request.Message ?? DefaultMessage(code));
            }
        }

        return null;
    }

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
