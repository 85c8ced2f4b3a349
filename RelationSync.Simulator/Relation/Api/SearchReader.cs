using System.Globalization;
using System.Text.Json;

namespace RelationSync.Simulator.Relation.Api;

/// <summary>Reads the body of a ticket search. Members that the API doesn't know are passed over, as web APIs do.</summary>
internal static class SearchReader
{
    private const int MostPerPage = 50;
    private const int DefaultPerPage = 10;
    private static readonly string[] LiveStatuses = ["open", "ongoing", "closed", "unwanted"];
    private static readonly string[] Statuses = [.. LiveStatuses, "trash", "spam"];
    private static readonly string[] Methods = ["mail", "sms", "record", "call", "line", "r_messe", "yahoo", "chatplus", "tweet", "twitter_dm"];
    private static readonly string[] Actions = ["received", "sent", "draft", "requested", "approved", "rejected", "sending", "scheduled", "send_error", "conversation", "end_conversation"];
    private static readonly string[] Colours = ["red", "orange", "yellow", "blue", "pink"];

    public static SearchFilter Read(JsonElement body, string lastUpdatedSince, DateTimeOffset now)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new ApiRefusal(400, "invalid body");
        }

        if (lastUpdatedSince == "refused" && body.TryGetProperty("last_updated_since", out _))
        {
            throw ApiRefusal.BadParameter("last_updated_since");
        }

        var (since, until) = Within(body, now);
        return new SearchFilter
        {
            TicketIds = Numbers(body, "ticket_ids"),
            MessageIds = Numbers(body, "message_ids"),
            Statuses = Codes(body, "status_cds", Statuses) ?? LiveStatuses.ToHashSet(),
            Methods = Codes(body, "method_cds", Methods),
            Actions = Codes(body, "action_cds", Actions),
            Assignee = Value(body, "assignee", JsonValueKind.String)?.GetString(),
            MatchesNothing = AsksForWhatNobodyHas(body),
            Since = Later(since, Time(body, "since")),
            Until = Earlier(until, Time(body, "until")),
            LastUpdatedSince = lastUpdatedSince == "honoured" ? Time(body, "last_updated_since") : null,
            Page = Whole(body, "page", 1, int.MaxValue) ?? 1,
            PerPage = Whole(body, "per_page", 1, MostPerPage) ?? DefaultPerPage,
        };
    }

    /// <summary><c>within</c> reaches back from <c>date</c>, which is today if absent.</summary>
    private static (DateTimeOffset? Since, DateTimeOffset? Until) Within(JsonElement body, DateTimeOffset now)
    {
        var date = Time(body, "date");
        if (Value(body, "within", JsonValueKind.String)?.GetString() is not { } within)
        {
            return (null, null);
        }

        var isDays = within.EndsWith("days", StringComparison.Ordinal);
        var digits = isDays ? within[..^"days".Length] : within.EndsWith("months", StringComparison.Ordinal) ? within[..^"months".Length] : string.Empty;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 99)
        {
            throw ApiRefusal.BadParameter("within");
        }

        var end = date ?? now;
        return (isDays ? end.AddDays(-count) : end.AddMonths(-count), date);
    }

    private static bool AsksForWhatNobodyHas(JsonElement body)
    {
        var flag = body.TryGetProperty("has_attachments", out var attachments) && attachments.ValueKind != JsonValueKind.Null;
        if (flag && attachments.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw ApiRefusal.BadParameter("has_attachments");
        }

        return (flag && attachments.GetBoolean())
            | Numbers(body, "label_ids") is { Count: > 0 }
            | Numbers(body, "pending_reason_ids") is { Count: > 0 }
            | Codes(body, "color_cds", Colours) is { Count: > 0 };
    }

    private static JsonElement? Value(JsonElement body, string name, JsonValueKind kind)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == kind ? value : throw ApiRefusal.BadParameter(name);
    }

    private static HashSet<string>? Codes(JsonElement body, string name, string[] known)
    {
        if (Value(body, name, JsonValueKind.Array) is not { } list)
        {
            return null;
        }

        return list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String && known.Contains(e.GetString()))
            ? [.. list.EnumerateArray().Select(e => e.GetString()!)]
            : throw ApiRefusal.BadParameter(name);
    }

    private static HashSet<long>? Numbers(JsonElement body, string name)
    {
        if (Value(body, name, JsonValueKind.Array) is not { } list)
        {
            return null;
        }

        return list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out _))
            ? [.. list.EnumerateArray().Select(e => e.GetInt64())]
            : throw ApiRefusal.BadParameter(name);
    }

    private static int? Whole(JsonElement body, string name, int least, int most)
    {
        if (Value(body, name, JsonValueKind.Number) is not { } number)
        {
            return null;
        }

        return number.TryGetInt32(out var value) && value >= least && value <= most ? value : throw ApiRefusal.BadParameter(name);
    }

    private static DateTimeOffset? Time(JsonElement body, string name)
    {
        if (Value(body, name, JsonValueKind.String)?.GetString() is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw ApiRefusal.BadParameter(name);
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other ? one : other ?? one;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other ? one : other ?? one;
}
