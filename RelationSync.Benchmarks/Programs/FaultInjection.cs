using System.Text.Json.Nodes;

namespace RelationSync.Benchmarks.Programs;

/// <summary>The faults that the simulator is armed with for a cell.</summary>
internal static class FaultInjection
{
    /// <summary>How long the portal waits for an answer in this program. If it were less, a busy machine would time out where no fault is.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>How long a hang lasts: well past the time limit.</summary>
    public static readonly TimeSpan HangTime = Timeout * 2;

    /// <summary>A refresh that is refused once may be refused by mistake: an authorisation is gone when it was, and twice more (R-A4).</summary>
    private const int RefusalsUntilGone = 3;

    /// <param name="cell">The cell.</param>
    /// <param name="first">Text of the first record, of a delete the id of its Event.</param>
    public static IEnumerable<JsonObject> Of(FaultCell cell, string first)
    {
        if (cell.Step is FaultStep.Refresh)
        {
            yield return Fault("status", new JsonObject { ["path"] = "/composite" }, 1, ("status", 401), ("error_code", "INVALID_SESSION_ID"));
        }
        else if (cell.Step is FaultStep.Reconcile)
        {
            yield return Fault("close_after", new JsonObject { ["body_contains"] = cell.Name }, 1);
        }

        if (Struck(cell, first) is { } fault)
        {
            yield return fault;
        }
    }

    private static JsonObject? Struck(FaultCell cell, string first) => cell.Kind switch
    {
        FaultKind.DroppedBefore => Fault("close_before", Match(cell), 1),
        FaultKind.DroppedAfter or FaultKind.RotatedLost => Fault("close_after", Match(cell), 1),
        FaultKind.Truncated => Fault("truncate", Match(cell), 1),
        FaultKind.Hang => Hang(cell, "never"),
        FaultKind.Slow => Hang(cell, "at_once"),
        FaultKind.Late => Hang(cell, "late"),
        FaultKind.Html502 => Fault("html_503", Match(cell), 2, ("status", 502)),
        FaultKind.Html503 => Fault("html_503", Match(cell), 2),
        FaultKind.Unauthorized => Fault("status", Match(cell), cell.Step is FaultStep.Token or FaultStep.Refresh ? RefusalsUntilGone : 1, ("status", 401)),
        FaultKind.DailyLimit => Fault("status", Match(cell), 2, ("status", 403), ("error_code", "REQUEST_LIMIT_EXCEEDED"), ("message", "TotalRequests Limit exceeded.")),
        FaultKind.ConcurrentLimit => Fault("status", Match(cell), 1, ("status", 403), ("error_code", "REQUEST_LIMIT_EXCEEDED"), ("message", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.")),
        FaultKind.RowLocks => Record(cell, null, "UNABLE_TO_LOCK_ROW", 5),
        FaultKind.OneBad => Record(cell, first, "FIELD_CUSTOM_VALIDATION_EXCEPTION", null),
        FaultKind.AllBad when cell.Step is FaultStep.Write or FaultStep.Delete => Record(cell, null, "FIELD_CUSTOM_VALIDATION_EXCEPTION", null),
        FaultKind.AllBad or FaultKind.Refused => null, // the org's own doing, and the relay's
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.Kind, "no such fault"),
    };

    private static JsonObject Match(FaultCell cell) => cell.Step switch
    {
        FaultStep.Token or FaultStep.Refresh => new JsonObject { ["path"] = "/services/oauth2/token" },
        FaultStep.LookUp => new JsonObject { ["path"] = "/composite", ["body_contains"] = "FROM%20Contact" },
        FaultStep.User => new JsonObject { ["path"] = "/composite", ["body_contains"] = "sobjects/User" },
        FaultStep.Picklist => new JsonObject { ["path"] = "/services/Soap", ["body_contains"] = "updateMetadata" },
        FaultStep.Write => new JsonObject { ["path"] = "/composite", ["body_contains"] = cell.Name },
        FaultStep.Reconcile => new JsonObject { ["path"] = "/composite", ["body_contains"] = "FROM%20Event" },
        FaultStep.Delete => new JsonObject { ["path"] = "/composite", ["body_contains"] = "sobjects?ids=" },
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.Step, "no such step"),
    };

    private static JsonObject Hang(FaultCell cell, string commit) =>
        Fault("hang", Match(cell), 1, ("delay_ms", (int)HangTime.TotalMilliseconds), ("commit", commit));

    private static JsonObject Record(FaultCell cell, string? contains, string code, int? times)
    {
        var match = new JsonObject { ["method"] = cell.Step is FaultStep.Delete ? "DELETE" : null, ["record_contains"] = contains };
        return Fault("record_error", match, times, ("error_code", code));
    }

    private static JsonObject Fault(string kind, JsonObject match, int? times, params (string Key, JsonNode? Value)[] more)
    {
        var fault = new JsonObject { ["kind"] = kind, ["match"] = match };
        if (times is { } number)
        {
            fault["times"] = number;
        }

        foreach (var (key, value) in more)
        {
            fault[key] = value;
        }

        return fault;
    }
}
