using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace RelationSync.Tests.Simulator.Relation;

/// <summary>The control plane and the API over HTTP, with a clock of their own.</summary>
public sealed class RelationControlTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private static int _tenants;
    private readonly string _name = $"tenant{Interlocked.Increment(ref _tenants)}";

    private string Control => $"{simulator.BaseUrl}/_control/relation/{_name}";

    private string Api => $"{simulator.BaseUrl}/relation/{_name}/api/v2";

    [Fact]
    public async Task Tenant_IsMadeReadAndActedIn()
    {
        var made = await CreateAsync();
        var sent = (await DoAsync("""{"box":"窓口","op":"send","by":"sato"}""")).Json;

        var boxes = await ApiAsync("GET", "/message_boxes", made);
        var found = await ApiAsync("POST", "/1/tickets/search", made, "{}");

        Assert.Equal(1, (int)made["boxes"]![0]!["box_id"]!);
        Assert.Equal("窓口", (string)boxes.Json[0]!["name"]!);
        Assert.Equal((long)sent["ticket_id"]!, (long)Assert.Single(found.Json.AsArray())!["ticket_id"]!);
        Assert.True((long)sent["message_id"]! > 0);
        Assert.Equal("58", found.Header("X-RateLimit-Remaining"));
        Assert.Equal(401, (await ApiAsync("GET", "/message_boxes", new JsonObject { ["token"] = "no" })).Status);
    }

    [Theory]
    [InlineData("""{"colour":1}""", "colour")]
    [InlineData("""{"users":[{"mention_name":"a","nick":1}]}""", "nick")]
    public async Task Tenant_WithUnknownMembers_IsRefusedWithTheirNames(string settings, string named)
    {
        var answer = await SendAsync("POST", Control, settings);

        Assert.Equal(400, answer.Status);
        Assert.Contains(named, (string)answer.Json["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Act_WithUnknownMembers_IsRefusedWithTheirNames()
    {
        await CreateAsync();

        var answer = await DoAsync("""{"box":1,"op":"send","subjct":"x"}""");

        Assert.Equal(400, answer.Status);
        Assert.Contains("subjct", (string)answer.Json["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ControlPlane_OfNoTenant_IsNotFound()
    {
        Assert.Equal(404, (await DoAsync("""{"box":1,"op":"send"}""")).Status);
        Assert.Equal(404, (await SendAsync("GET", Control + "/calls")).Status);
        Assert.Equal(404, (await SendAsync("GET", Api + "/message_boxes")).Status);
    }

    [Fact]
    public async Task ControlPlane_BehindAProxy_IsRefused()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Control + "/shown");
        request.Headers.Add("X-Forwarded-For", "10.0.0.1");

        using var answer = await simulator.Http.SendAsync(request);

        Assert.Equal(403, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Calls_TellTheWindowAndTheForbiddenWrites()
    {
        var made = await CreateAsync(more: """ "others_per_minute":0, """);
        await ApiAsync("GET", "/message_boxes", made);
        await ApiAsync("POST", "/1/tickets/search", made, """{"per_page":50}""");
        await ApiAsync("POST", "/1/mails", made, "{}");

        var calls = (await SendAsync("GET", Control + "/calls")).Json;
        await SendAsync("DELETE", Control + "/calls");
        var reset = (await SendAsync("GET", Control + "/calls")).Json;

        Assert.Equal((3, 1), ((int)calls["counted"]!, (int)calls["forbidden_writes"]!));
        Assert.Equal((60, 60), ((int)calls["window"]!["limit"]!, (int)calls["window"]!["count"]! + (int)calls["window"]!["remaining"]!));
        Assert.Equal(["GET /message_boxes", "POST /id/mails", "POST /id/tickets/search"], calls["by_endpoint"]!.AsObject().Select(e => e.Key));
        Assert.Equal(50, (int)calls["requests"]![1]!["search"]!["per_page"]!);
        Assert.Equal([false, false, true], calls["requests"]!.AsArray().Select(r => (bool)r!["write"]!));
        Assert.Equal(0, (int)reset["counted"]!);
        Assert.Empty(reset["requests"]!.AsArray());
    }

    [Fact]
    public async Task Shown_IsTheOracle_OfStatesPlacesAndWhoDidIt()
    {
        var made = await CreateAsync();
        var sent = (await DoAsync("""{"box":1,"op":"draft","by":"sato"}""")).Json;
        var id = (long)sent["message_id"]!;
        await ApiAsync("GET", $"/1/tickets/{sent["ticket_id"]}", made);
        await DoAsync($$"""{"box":1,"op":"send","message":{{id}},"by":"suzuki"}""");
        await DoAsync($$"""{"box":1,"op":"move_ticket","ticket":{{sent["ticket_id"]}},"to_box":2}""");
        await DoAsync($$"""{"box":2,"op":"purge","ticket":{{sent["ticket_id"]}}}""");

        var message = Assert.Single((await SendAsync("GET", Control + "/shown")).Json["messages"]!.AsArray())!;

        Assert.Equal(["draft", "sent"], message["states"]!.AsArray().Select(s => (string)s!["action_cd"]!));
        Assert.Equal([true, false], message["states"]!.AsArray().Select(s => s!["served_at"] is not null));
        Assert.All(message["states"]!.AsArray(), s => Assert.NotNull(s!["until"]));
        Assert.Equal([1, 2], message["places"]!.AsArray().Select(p => (int)p!["box_id"]!));
        Assert.Equal(["sato draft", "suzuki send", " move_ticket", " purge"], message["history"]!.AsArray().Select(h => $"{h!["by"]} {h["op"]}"));
        Assert.Equal("suzuki", (string)message["sender"]!);
        Assert.NotNull(message["gone_at"]);
    }

    [Fact]
    public async Task Faults_AreListedAndTakenAway_ARevokedTokenToo()
    {
        var made = await CreateAsync();
        var armed = await SendAsync("POST", Control + "/faults", """{"kind":"status","status":503,"times":1}""");
        var struck = await ApiAsync("GET", "/message_boxes", made);
        await SendAsync("POST", Control + "/faults", """{"kind":"revoke_token"}""");
        var revoked = await ApiAsync("GET", "/message_boxes", made);
        var list = (await SendAsync("GET", Control + "/faults")).Json.AsArray();
        await SendAsync("DELETE", Control + "/faults");
        var good = await ApiAsync("GET", "/message_boxes", made);
        var anew = (await SendAsync("POST", Control + "/token")).Json;

        Assert.Equal((201, 503, 401, 200), (armed.Status, struck.Status, revoked.Status, good.Status));
        Assert.Equal(["status 1", "revoke_token 1"], list.Select(f => $"{f!["kind"]} {f["hits"]}"));
        Assert.Equal(401, (await ApiAsync("GET", "/message_boxes", made)).Status);
        Assert.Equal(200, (await ApiAsync("GET", "/message_boxes", anew)).Status);
        Assert.Equal(400, (await SendAsync("POST", Control + "/faults", """{"kind":"status","mach":{}}""")).Status);
    }

    [Fact]
    public async Task HangAndTruncate_BreakTheConnection()
    {
        var made = await CreateAsync();
        await SendAsync("POST", Control + "/faults", """{"kind":"truncate","times":1}""");
        await SendAsync("POST", Control + "/faults", """{"kind":"hang","delay_ms":50,"times":1}""");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => ApiAsync("GET", "/message_boxes", made));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => ApiAsync("GET", "/message_boxes", made));
        Assert.Equal(200, (await ApiAsync("GET", "/message_boxes", made)).Status);
    }

    [Fact]
    public async Task Clock_MovesTheTenantsTimeToo()
    {
        var made = await CreateAsync();
        await SendAsync("POST", simulator.BaseUrl + "/_control/clock", """{"now":"2031-05-06T07:08:09Z"}""");
        await DoAsync("""{"box":1,"op":"send"}""");

        var found = await ApiAsync("POST", "/1/tickets/search", made, "{}");

        Assert.StartsWith("2031-05-06T07:08", (string)found.Json[0]!["last_updated_at"]!, StringComparison.Ordinal);
        Assert.StartsWith("Tue, 06 May 2031 07:08", found.Header("Date"), StringComparison.Ordinal);
    }

    private async Task<JsonNode> CreateAsync(string more = "")
    {
        var answer = await SendAsync("POST", Control, $$"""{ {{more}} "users":[{"mention_name":"sato"},{"mention_name":"suzuki"}],"boxes":[{"name":"窓口"},{"name":"受注"}]}""");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    private Task<Answer> DoAsync(string act) => SendAsync("POST", Control + "/do", act);

    private Task<Answer> ApiAsync(string method, string path, JsonNode credentials, string? body = null) =>
        SendAsync(method, Api + path, body, (string)credentials["token"]!);

    private async Task<Answer> SendAsync(string method, string url, string? body = null, string? token = null)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), url);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        var response = await simulator.Http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }
}
