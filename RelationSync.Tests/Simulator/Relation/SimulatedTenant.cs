using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Simulator.Relation.Api;

namespace RelationSync.Tests.Simulator.Relation;

/// <summary>A tenant in this process on a clock that stands still, seen through its API.</summary>
public sealed class SimulatedTenant : IDisposable
{
    public const string Name = "acme";
    public static readonly string[] AllStatuses = ["open", "ongoing", "closed", "unwanted", "trash", "spam"];

    public static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private readonly HttpClient _http;

    public SimulatedTenant(object? knobs = null)
    {
        World = new RelationWorld(Time);
        var settings = JsonSerializer.SerializeToNode(knobs ?? new { })!.AsObject();
        settings["users"] ??= JsonNode.Parse("""
            [{"mention_name":"sato","email":"sato@example.com","first_name":"花子","last_name":"佐藤"},
             {"mention_name":"suzuki","email":"suzuki@example.com","first_name":"一郎","last_name":"鈴木"},
             {"mention_name":"left","email":"left@example.com","first_name":"去","last_name":"人","status_cd":"deleted"}]
            """);
        settings["boxes"] ??= JsonNode.Parse("""[{"name":"窓口"},{"name":"受注"}]""");
        var given = settings.Deserialize<TenantSettings>(Wire)!;
        Assert.Null(given.Fault());
        Token = World.Create(Name, given).Token;
        _http = new HttpClient(new RelationHandler(World)) { BaseAddress = new Uri($"http://re.lation/relation/{Name}/api/v2/") };
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero));

    public RelationWorld World { get; }

    public string Token { get; set; }

    /// <summary>A list for a body or for knobs.</summary>
    public static T[] List<T>(params T[] items) => items;

    internal Tenant State => World.Find(Name)!;

    public void Dispose() => _http.Dispose();

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>An act in box 1 unless it names another.</summary>
    /// <returns>Ticket and message.</returns>
    public (long Ticket, long Message) Do(string op, object? more = null)
    {
        var act = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        act["op"] = op;
        act["box"] ??= 1;
        var (ticket, message) = World.Do(Name, act.Deserialize<TenantAct>(Wire)!);
        return (ticket, message ?? 0);
    }

    public string Refusal(string op, object? more = null) => Assert.Throws<ActRefusedException>(() => Do(op, more)).Message;

    public async Task<Answer> SendAsync(string method, string path, object? body = null, string? token = null, string contentType = "application/json")
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Token);
        request.Content = body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, contentType);
        var response = await _http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public Task<Answer> GetAsync(string path) => SendAsync("GET", path);

    public async Task<JsonArray> SearchAsync(object filter, int box = 1)
    {
        var answer = await SendAsync("POST", $"{box}/tickets/search", filter);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json.AsArray();
    }

    /// <summary>Ids of the tickets that a search with all statuses finds.</summary>
    public async Task<long[]> FoundAsync(object? filter = null, int box = 1)
    {
        var body = JsonSerializer.SerializeToNode(filter ?? new { })!.AsObject();
        body["status_cds"] ??= JsonSerializer.SerializeToNode(AllStatuses);
        body["per_page"] ??= 50;
        return [.. (await SearchAsync(body, box)).Select(t => (long)t!["ticket_id"]!)];
    }

    public async Task<JsonNode> TicketAsync(long id, int box = 1)
    {
        var answer = await GetAsync($"{box}/tickets/{id}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    /// <summary>The ticket's message as the API shows it.</summary>
    public async Task<JsonNode> MessageAsync((long Ticket, long Message) ids, int box = 1) =>
        (await TicketAsync(ids.Ticket, box))["messages"]!.AsArray().Single(m => (long)m!["message_id"]! == ids.Message)!;

    public async Task<string> ActionAsync((long Ticket, long Message) ids) => (string)(await MessageAsync(ids))["action_cd"]!;
}
