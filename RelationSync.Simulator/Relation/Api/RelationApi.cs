using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Text;

namespace RelationSync.Simulator.Relation.Api;

/// <summary>What Re:lation would answer to a request that its limit lets through.</summary>
internal static class RelationApi
{
    public const string Root = "/api/v2/";
    private const int UsersPerPage = 30;
    private const int MostUsersPerPage = 100;
    private const int UtterancesPerPage = 100;
    private static readonly string[] OtherLists = ["case_categories", "labels", "mail_accounts", "pending_reasons", "templates"];

    /// <summary>Notes what a request wants, whatever becomes of it.</summary>
    public static void Classify(OrgRequest request, RelationCall call)
    {
        var path = PathOf(request);
        var isSearch = request.Method == "POST" && path is [_, "tickets", "search"];
        call.Search = isSearch ? request.Json : null;
        call.IsWrite = request.Method is not ("GET" or "HEAD") && !isSearch && path is not [_, "templates", "search"];
        call.IsOtherRead = !call.IsWrite && !isSearch && path is not (["message_boxes"] or ["users"] or [_, "tickets", _] or [_, "tickets", _, "messages", _, _]);
    }

    /// <summary>Notes that the caller gets a good answer to this request as it is: of a ticket, the states of its messages.</summary>
    public static void NoteServed(Tenant tenant, OrgRequest request)
    {
        if (PathOf(request) is [var box, "tickets", var id] && request.Method == "GET")
        {
            TicketOf(tenant, box, id).Messages.ForEach(m => m.States[^1].ServedAt ??= tenant.Now);
        }
    }

    public static HttpAnswer Answer(Tenant tenant, OrgRequest request)
    {
        var path = PathOf(request);
        try
        {
            if (request.Method is "POST" or "PUT" && !IsJson(request))
            {
                throw new ApiRefusal(415, "unsupported content type");
            }

            return (request.Method, path) switch
            {
                ("GET", ["message_boxes"]) => Ok(json => List(json, tenant.OpenBoxes.Order(), id => ApiJson.Box(json, tenant, id))),
                ("GET", ["users"]) => Users(tenant, request),
                ("POST", [var box, "tickets", "search"]) => Search(tenant, BoxOf(tenant, box), request),
                ("GET", [var box, "tickets", var id]) => Ticket(TicketOf(tenant, box, id)),
                ("GET", [var box, "tickets", var id, "messages", var message, var channel]) => Chat(tenant, request, TicketOf(tenant, box, id), message, channel),
                ("GET", _) or ("POST", [_, "templates", "search"]) => Other(tenant, path),
                _ => Write(tenant, request.Method, path),
            };
        }
        catch (ApiRefusal refusal)
        {
            return Refuse(refusal.Status, refusal.Message);
        }
    }

    public static HttpAnswer Refuse(int status, string message) => new(status, HttpAnswer.Json, JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("message", message);
        json.WriteEndObject();
    }));

    private static HttpAnswer Search(Tenant tenant, int box, OrgRequest request)
    {
        var filter = SearchReader.Read(request.Json ?? throw new ApiRefusal(400, "invalid body"), tenant.Settings.LastUpdatedSince, tenant.Now);
        var rows = TicketSearch.Run(tenant, box, filter);
        return Ok(json => List(json, rows, row => ApiJson.Row(json, row)));
    }

    private static HttpAnswer Users(Tenant tenant, OrgRequest request)
    {
        var (page, perPage) = Paging(request, UsersPerPage, MostUsersPerPage);
        var users = tenant.Settings.Users.Skip(Before(page, perPage)).Take(perPage);
        return Ok(json => List(json, users, user => ApiJson.User(json, user, isAdmin: user == tenant.Settings.Users[0])));
    }

    private static HttpAnswer Ticket(Ticket ticket) => Ok(json => ApiJson.Ticket(json, ticket));

    private static HttpAnswer Chat(Tenant tenant, OrgRequest request, Ticket ticket, string messageId, string channel)
    {
        var message = ticket.Messages.FirstOrDefault(m => m.Id == Id(messageId) && m.Method == channel && m.IsReadableChat) ?? throw ApiRefusal.NotFound();
        var (page, perPage) = Paging(request, UtterancesPerPage, UtterancesPerPage);
        return Ok(json => ApiJson.Chat(json, tenant, message, message.Utterances.Skip(Before(page, perPage)).Take(perPage)));
    }

    /// <summary>Writes are counted and never done: the product has none to make.</summary>
    private static HttpAnswer Write(Tenant tenant, string method, string[] path)
    {
        if (path is not (["customer_groups", _, ..] or [_, "records" or "mails" or "comments" or "labels" or "case_categories" or "templates" or "tickets", ..]))
        {
            throw ApiRefusal.NotFound();
        }

        if (path[0] != "customer_groups")
        {
            BoxOf(tenant, path[0]);
        }

        return method != "POST" ? new HttpAnswer(204, HttpAnswer.Json, default) : Ok(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("message_id", 0);
            json.WriteNumber("ticket_id", 0);
            json.WriteString("message", "counted by the simulator, not done");
            json.WriteEndObject();
        });
    }

    /// <summary>Reads that exist beside the five the product makes.</summary>
    private static HttpAnswer Other(Tenant tenant, string[] path)
    {
        if (path is [_, "templates", "search"] || (path is [_, var list] && OtherLists.Contains(list)))
        {
            BoxOf(tenant, path[0]);
            return Ok(EmptyList);
        }

        return path is ["customer_groups"] or ["customer_groups", _, "badges"] or ["customer_groups", _, "customers", "search"]
            ? Ok(EmptyList)
            : throw ApiRefusal.NotFound();
    }

    private static string[] PathOf(OrgRequest request) =>
        request.Path.StartsWith(Root, StringComparison.Ordinal) ? request.Path[Root.Length..].TrimEnd('/').Split('/') : [];

    private static int BoxOf(Tenant tenant, string text)
    {
        var id = Id(text);
        if (id < 1 || id > tenant.Settings.Boxes.Count)
        {
            throw ApiRefusal.NotFound();
        }

        return tenant.OpenBoxes.Contains((int)id) ? (int)id : throw new ApiRefusal(403, "forbidden");
    }

    private static Ticket TicketOf(Tenant tenant, string box, string id) =>
        tenant.FindTicket(BoxOf(tenant, box), Id(id)) ?? throw ApiRefusal.NotFound();

    private static long Id(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw ApiRefusal.NotFound();

    private static (int Page, int PerPage) Paging(OrgRequest request, int usual, int most)
    {
        var query = QueryHelpers.ParseQuery(request.Query);
        int Read(string name, int otherwise, int limit) =>
            !query.TryGetValue(name, out var text) ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= limit ? value
            : throw ApiRefusal.BadParameter(name);
        return (Read("page", 1, int.MaxValue), Read("per_page", usual, most));
    }

    private static int Before(int page, int perPage) => (int)Math.Min((long)(page - 1) * perPage, int.MaxValue);

    private static bool IsJson(OrgRequest request) =>
        request.Header("Content-Type")?.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase) is true;

    private static HttpAnswer Ok(Action<Utf8JsonWriter> write) => new(200, HttpAnswer.Json, JsonBytes.Write(write));

    private static void EmptyList(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteEndArray();
    }

    private static void List<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }
}
