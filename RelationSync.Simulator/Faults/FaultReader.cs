using System.Text.Json;

namespace RelationSync.Simulator.Faults;

/// <summary>Checks what the control plane sent before a fault is armed: a misspelt one would prove nothing.</summary>
internal static class FaultReader
{
    private static readonly Dictionary<string, FaultKind> Kinds = new(StringComparer.Ordinal)
    {
        ["status"] = FaultKind.Status,
        ["html_503"] = FaultKind.Html503,
        ["hang"] = FaultKind.Hang,
        ["close_before"] = FaultKind.CloseBefore,
        ["close_after"] = FaultKind.CloseAfter,
        ["truncate"] = FaultKind.Truncate,
        ["record_error"] = FaultKind.RecordError,
        ["subrequest_status"] = FaultKind.SubrequestStatus,
        ["revoke_tokens"] = FaultKind.RevokeTokens,
        ["limit"] = FaultKind.Limit,
        ["token_5xx"] = FaultKind.Token5xx,
    };

    public static Fault? Read(FaultRequest request, out string problem)
    {
        problem = string.Empty;
        string[] unknown = [.. request.Unknown?.Keys.AsEnumerable() ?? [], .. request.Match?.Unknown?.Keys.Select(name => "match." + name) ?? []];
        if (unknown.Length > 0)
        {
            problem = $"unknown members of a fault: {string.Join(", ", unknown)}";
            return null;
        }

        if (request.Kind is null || !Kinds.TryGetValue(request.Kind, out var kind))
        {
            problem = $"kind must be one of {string.Join(", ", Kinds.Keys)}";
            return null;
        }

        if (request.Commit is not (null or "never" or "at_once" or "late"))
        {
            problem = "commit must be never, at_once or late";
            return null;
        }

        if (request.Times is < 1 || request.DelayMs is < 0 || request.Status is < 200 or > 599)
        {
            problem = "times must be 1 or more, delay_ms 0 or more, status 200 to 599";
            return null;
        }

        if (request.Fields is not null && kind is not (FaultKind.RecordError or FaultKind.Status or FaultKind.SubrequestStatus))
        {
            problem = "fields belong to record_error, status or subrequest_status";
            return null;
        }

        if (request.RetryAfter is { } after && (kind is not (FaultKind.Status or FaultKind.Html503 or FaultKind.Token5xx) || !IsHeader(after)))
        {
            problem = "retry_after belongs to status, html_503 or token_5xx, and is seconds or a date";
            return null;
        }

        return new Fault(kind, request.Kind, request);
    }

    private static bool IsHeader(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.TryGetInt32(out var seconds) && seconds >= 0
        : value.ValueKind == JsonValueKind.String && value.GetString()!.All(c => c is >= ' ' and <= '~');
}
