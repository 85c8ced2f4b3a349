using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RelationSync.Portal.RelationApi;

/// <summary>
/// One of the five reading calls that are made of Re:lation's API, and no other (R-P8): its token could also send mail and
/// delete contacts.
/// </summary>
/// <param name="Kind">For the log: no ids.</param>
/// <param name="Path">From <c>/api/v2</c> on, with its query.</param>
/// <param name="Body">JSON of a search; null: none.</param>
internal sealed partial record ReadingCall(string Kind, HttpMethod Method, string Path, byte[]? Body = null)
{
    public const int UsersPerPage = 100;
    public const int TicketsPerPage = 50;
    public const int UtterancesPerPage = 100;

    public static ReadingCall Boxes() => Get("boxes", $"/api/v2/message_boxes");

    public static ReadingCall Users(int page) => Get("users", $"/api/v2/users?per_page={UsersPerPage}&page={page}");

    public static ReadingCall Search(long boxId, TicketQuery query, int page) => new(
        "search", HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/api/v2/{boxId}/tickets/search"), query.ToJson(page));

    public static ReadingCall Ticket(long boxId, long ticketId) => Get("ticket", $"/api/v2/{boxId}/tickets/{ticketId}");

    public static ReadingCall Chat(long boxId, long ticketId, long messageId, string channel, int page) =>
        Get("chat", $"/api/v2/{boxId}/tickets/{ticketId}/messages/{messageId}/{channel}?page={page}");

    /// <summary>True for the five calls.</summary>
    public static bool IsOne(HttpMethod method, Uri address) =>
        method == HttpMethod.Get ? Reads().IsMatch(address.AbsolutePath) : method == HttpMethod.Post && Searches().IsMatch(address.AbsolutePath);

    private static ReadingCall Get(string kind, FormattableString path) => new(kind, HttpMethod.Get, path.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"/api/v2/(?:message_boxes|users|[0-9]+/tickets/[0-9]+|[0-9]+/tickets/[0-9]+/messages/[0-9]+/(?:line|r_messe|yahoo|chatplus))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Reads();

    [GeneratedRegex(@"/api/v2/[0-9]+/tickets/search\z", RegexOptions.CultureInvariant)]
    private static partial Regex Searches();
}

/// <summary>What a search asks for. Times are Re:lation's.</summary>
/// <param name="ByUpdate">Ask by the tickets' last change instead of by their messages' times.</param>
/// <param name="WithSpam">Ask for spam as well.</param>
internal sealed record TicketQuery(DateTimeOffset? Since, DateTimeOffset? Until = null, bool ByUpdate = false, bool WithSpam = true, string? Action = null)
{
    private static readonly string[] Statuses = ["open", "ongoing", "closed", "unwanted", "trash"];

    /// <summary>For what is asked only to see how it is answered.</summary>
    public int PerPage { get; init; } = ReadingCall.TicketsPerPage;

    public byte[] ToJson(int page)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("status_cds");
            foreach (var status in WithSpam ? [.. Statuses, "spam"] : Statuses)
            {
                json.WriteStringValue(status);
            }

            json.WriteEndArray();
            if (Action is not null)
            {
                json.WriteStartArray("action_cds");
                json.WriteStringValue(Action);
                json.WriteEndArray();
            }

            WriteTime(json, ByUpdate ? "last_updated_since" : "since", Since);
            WriteTime(json, "until", Until);
            json.WriteNumber("per_page", PerPage);
            json.WriteNumber("page", page);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public override string ToString() => Encoding.UTF8.GetString(ToJson(1));

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } given)
        {
            json.WriteString(name, given.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
    }
}
