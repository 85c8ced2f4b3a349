using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RelationSync.Simulator;
using RelationSync.Simulator.Page;
using RelationSync.Simulator.Relation;

namespace RelationSync.Tests.Simulator;

/// <summary>The page's buttons against a stand-in for the portal's intake.</summary>
public sealed class ControlPageTests : IAsyncLifetime, IDisposable
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentQueue<(string Path, string Body, bool Signed)> _received = new();
    private readonly HttpClient _http = new();
    private WebApplication _intake = null!;
    private WebApplication _simulator = null!;
    private string _url = string.Empty;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _intake = builder.Build();
        _intake.MapFallback(ReceiveAsync);
        await _intake.StartAsync();

        _simulator = SimulatorHost.Build(
            ["--urls", "http://127.0.0.1:0", "--Simulator:Seed=true", "--Portal:Url", _intake.Urls.First(), "--Portal:InboxKey", "demo", "--Portal:InboxSecret", "whsec_" + Convert.ToBase64String(_key)],
            simulator => simulator.Logging.ClearProviders());
        await _simulator.StartAsync();
        _url = _simulator.Urls.First();
    }

    public async Task DisposeAsync()
    {
        await _simulator.DisposeAsync();
        await _intake.DisposeAsync();
    }

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("mail", "message.sent")]
    [InlineData("schedule", "message.scheduled")]
    [InlineData("memo", "memo.recorded")]
    [InlineData("call", "call.ended,call.recorded")]
    [InlineData("chat", "chat.opened,chat.message_sent,chat.closed")]
    [InlineData("sms", "message.sent")]
    public async Task Button_Pressed_PostsSignedOperations(string kind, string types)
    {
        var answer = await PressAsync(kind);

        Assert.True((bool)answer["ok"]!, answer.ToJsonString());
        var (path, body, signed) = Assert.Single(_received);
        var operations = JsonNode.Parse(body)!["operations"]!.AsArray();
        Assert.Equal("/api/v1/inboxes/demo/operations", path);
        Assert.True(signed);
        Assert.Equal(types.Split(','), operations.Select(o => (string)o!["type"]!));
        Assert.EndsWith("@example.com", (string)operations[0]!["operator"]!["email"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_TakesBackTheLastMail()
    {
        var nothing = await PressAsync("cancel");
        await PressAsync("mail");
        await PressAsync("cancel");

        var activities = _received.Select(r => (string)JsonNode.Parse(r.Body)!["operations"]![0]!["activity_id"]!).ToArray();
        Assert.False((bool)nothing["ok"]!);
        Assert.Equal(2, activities.Length);
        Assert.Equal(activities[0], activities[1]);
    }

    [Theory]
    [InlineData("mail", "mail sent")]
    [InlineData("schedule", "mail scheduled")]
    [InlineData("memo", "record sent")]
    [InlineData("call", "call received")]
    [InlineData("chat", "chatplus end_conversation")]
    [InlineData("sms", "sms sent")]
    public async Task Button_WithTheApiAsSource_ActsInTheTenantAndPostsNothing(string kind, string state)
    {
        var answer = await ActAsync(kind);

        var message = Assert.Single((await TenantAsync())["messages"]!.AsArray())!;
        Assert.True((bool)answer["ok"]!, answer.ToJsonString());
        Assert.Equal(state, $"{message["method"]} {message["action"]}");
        Assert.Equal((long)answer["message_id"]!, (long)message["id"]!);
        Assert.Empty(_received);
    }

    [Fact]
    public async Task CancelWithTheApiAsSource_TakesBackTheLastMail()
    {
        var nothing = await ActAsync("cancel");
        await ActAsync("mail");
        await ActAsync("cancel");

        Assert.False((bool)nothing["ok"]!);
        Assert.Equal("draft", (string)Assert.Single((await TenantAsync())["messages"]!.AsArray())!["action"]!);
    }

    [Fact]
    public async Task Page_OffersBothSources()
    {
        var page = await _http.GetStringAsync(_url + "/");

        Assert.Contains("data-testid=\"sim-source-push\" checked", page, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"sim-source-api\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void DemoTenant_AtEveryStart_HasTheSameTokenAndPeople()
    {
        var relation = _simulator.Services.GetRequiredService<RelationWorld>();
        var first = relation.CreateDemo("other");
        var second = relation.CreateDemo("other");

        Assert.Equal(first.Token, second.Token);
        Assert.Equal("sato", relation.Find("other")!.Settings.Users[0].MentionName);
    }

    [Theory]
    [InlineData("operations")]
    [InlineData("acts")]
    public async Task Button_PressedByAnotherSite_DoesNothing(string source)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_url}/_page/{source}/mail");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await _http.SendAsync(request);

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Empty(_received);
        Assert.Empty((await TenantAsync())["messages"]!.AsArray());
    }

    [Fact]
    public async Task Events_OfTheOrg_AreListedWithTheirPeople()
    {
        var demo = _simulator.Services.GetRequiredService<SimulatorWorld>().CreateDemoOrg(_url);
        _http.DefaultRequestHeaders.Authorization = new("Bearer", demo.AccessToken);
        using var contacts = await _http.GetAsync($"{demo.LoginUrl}/services/data/v67.0/query?q=SELECT+Id+FROM+Contact+WHERE+Email='yamada@aozora.example'");
        var who = (string)JsonNode.Parse(await contacts.Content.ReadAsStringAsync())!["records"]![0]!["Id"]!;
        using var content = new StringContent(SimulatedOrg.Event(new { WhoId = who }).ToJsonString(), Encoding.UTF8, "application/json");
        using var made = await _http.PostAsync($"{demo.LoginUrl}/services/data/v67.0/sobjects/Event", content);

        var orgs = JsonNode.Parse(await _http.GetStringAsync(_url + "/_page/orgs"))!;

        var row = orgs[0]!["events"]![0]!;
        Assert.Equal(("【メール】件名", "山田 太郎"), ((string)row["subject"]!, (string)row["who"]!));
        Assert.Equal("2026-05-01T01:00:00Z", (string)row["start"]!);
    }

    [Fact]
    public void Signature_OfTheStandardsVector_IsTheOneItGives()
    {
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            PortalPoster.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}"));
    }

    private Task<JsonNode> PressAsync(string kind) => PostAsync("operations", kind);

    private Task<JsonNode> ActAsync(string kind) => PostAsync("acts", kind);

    private async Task<JsonNode> PostAsync(string source, string kind)
    {
        using var answer = await _http.PostAsync($"{_url}/_page/{source}/{kind}", null);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private async Task<JsonNode> TenantAsync() => JsonNode.Parse(await _http.GetStringAsync(_url + "/_page/tenants"))![0]!;

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers;
        var expected = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{body}"));
        _received.Enqueue((context.Request.Path, body, headers["webhook-signature"] == "v1," + Convert.ToBase64String(expected)));
        context.Response.StatusCode = 202;
        await context.Response.WriteAsync("""{"results":[]}""");
    }
}
