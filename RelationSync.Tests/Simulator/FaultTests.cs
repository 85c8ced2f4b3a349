using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class FaultTests(SimulatorFixture simulator)
{
    [Theory]
    [InlineData("close_before", 0)]
    [InlineData("close_after", 1)]
    [InlineData("truncate", 1)]
    public async Task Connection_ThatIsCut_HasDoneItsWorkOrNot(string kind, int events)
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { kind, times = 1 });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => org.CreateAsync(SimulatedOrg.Event()));

        Assert.Equal(events, (await org.EventsAsync()).Count);
        Assert.Equal(200, (await org.CreateAsync(SimulatedOrg.Event())).Status);
    }

    [Fact]
    public async Task Truncate_AnnouncesTheWholeAndSendsHalf()
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { kind = "truncate", times = 5 });
        var address = new Uri(simulator.BaseUrl);

        for (var i = 0; i < 5; i++)
        {
            using var client = new TcpClient(address.Host, address.Port);
            await using var wire = client.GetStream();
            await wire.WriteAsync(Encoding.ASCII.GetBytes($"GET /{org.Name}{SimulatedOrg.Data}/limits HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {org.AccessToken}\r\n\r\n"));
            using var reader = new StreamReader(wire);
            var parts = (await reader.ReadToEndAsync()).Split("\r\n\r\n");

            Assert.StartsWith("HTTP/1.1 200 ", parts[0], StringComparison.Ordinal);
            var announced = int.Parse(parts[0].Split("Content-Length: ")[1].Split('\r')[0], CultureInfo.InvariantCulture);
            Assert.Equal(announced / 2, parts[1].Length);
        }
    }

    [Theory]
    [InlineData("never", 0, 0)]
    [InlineData("at_once", 1, 1)]
    [InlineData("late", 0, 1)]
    public async Task Hang_CommitsWhenItWasTold(string commit, int during, int afterwards)
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { kind = "hang", delay_ms = 400, commit, times = 1 });

        var call = org.CreateAsync(SimulatedOrg.Event());
        await WaitForHitAsync(org);
        var meanwhile = (await org.EventsAsync()).Count;
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);

        Assert.Equal((during, afterwards), (meanwhile, (await org.EventsAsync()).Count));
    }

    [Fact]
    public async Task LateHang_GoesOnAfterTheClientLeft()
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { kind = "hang", delay_ms = 300, commit = "late", times = 1 });
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, org.Url + SimulatedOrg.Data + "/sobjects/Event");
        request.Headers.Authorization = new("Bearer", org.AccessToken);
        request.Content = new StringContent(SimulatedOrg.Event().ToJsonString(), System.Text.Encoding.UTF8, "application/json");

        var call = http.SendAsync(request, patience.Token);
        await WaitForHitAsync(org);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        await WaitForAsync(async () => (await org.EventsAsync()).Count == 1);
    }

    [Fact]
    public async Task Status_WithItsCode_IsAnsweredOnceAndNothingDone()
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { match = new { method = "POST", path = "/composite" }, kind = "status", status = 500, error_code = "UNKNOWN_EXCEPTION", times = 1 });

        var struck = await org.CreateAsync(SimulatedOrg.Event());
        var spared = await org.CreateAsync(SimulatedOrg.Event());

        Assert.Equal((500, "UNKNOWN_EXCEPTION"), (struck.Status, struck.Error));
        Assert.Equal(200, spared.Status);
        Assert.Single(await org.EventsAsync());
        var armed = (await org.ControlAsync("GET", "/faults")).Json[0]!;
        Assert.Equal(("status", 1, 1), ((string)armed["kind"]!, (int)armed["times"]!, (int)armed["hits"]!));
    }

    [Fact]
    public async Task Html503_WithoutAMatch_StrikesTheTokenEndpointToo()
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { kind = "html_503" });

        var token = await org.RefreshAsync(org.RefreshToken);
        var call = await org.GetAsync("/limits");
        await org.ControlAsync("DELETE", "/faults");

        Assert.Equal((503, 503), (token.Status, call.Status));
        Assert.StartsWith("text/html", token.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal(200, (await org.GetAsync("/limits")).Status);
    }

    [Fact]
    public async Task Token5xx_StrikesOnlyTheTokenEndpoint()
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { kind = "token_5xx", times = 1 });

        Assert.Equal(200, (await org.GetAsync("/limits")).Status);
        Assert.Equal(503, (await org.RefreshAsync(org.RefreshToken)).Status);
        Assert.Equal(200, (await org.RefreshAsync(org.RefreshToken)).Status);
    }

    [Theory]
    [InlineData("SELECT Id FROM Contact", "FROM Contact", true)]
    [InlineData("SELECT Id FROM Contact WHERE LastName = '山田'", "山田", true)]
    [InlineData("SELECT Id FROM Contact", "FROM Lead", false)]
    public async Task BodyContains_LooksIntoEncodedSoqlOfSubrequests(string soql, string text, bool struck)
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { match = new { body_contains = text }, kind = "status", status = 503, times = 1 });

        var answer = await org.PostAsync("/composite", new { compositeRequest = new[] { new { method = "GET", url = $"{SimulatedOrg.Data}/query?q={Uri.EscapeDataString(soql)}", referenceId = "q" } } });

        Assert.Equal(struck ? 503 : 200, answer.Status);
    }

    [Fact]
    public async Task RecordError_FailsOnlyTheRecordsThatMatch()
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { match = new { record_contains = "だめ" }, kind = "record_error", error_code = "UNABLE_TO_LOCK_ROW", times = 2 });
        var good = SimulatedOrg.Event();
        var bad = SimulatedOrg.Event(new { Subject = "だめな件" });

        var first = await org.CreateAsync(good, bad, bad, bad);
        var inside = await org.PostAsync("/composite", new { compositeRequest = new[] { new JsonObject { ["method"] = "POST", ["url"] = SimulatedOrg.Data + "/composite/sobjects", ["referenceId"] = "c", ["body"] = new JsonObject { ["records"] = new JsonArray(bad.DeepClone()) } } } });

        Assert.Equal([true, false, false, true], first.Json.AsArray().Select(r => (bool)r!["success"]!));
        Assert.Equal("UNABLE_TO_LOCK_ROW", (string)first.Json[1]!["errors"]![0]!["statusCode"]!);
        Assert.True((bool)inside.Json["compositeResponse"]![0]!["body"]![0]!["success"]!);
        Assert.Equal(2, (int)(await org.ControlAsync("GET", "/faults")).Json[0]!["hits"]!);
    }

    [Fact]
    public async Task Limit_HoldsUntilTheFaultsAreCleared()
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { kind = "limit" });

        var struck = await org.GetAsync("/limits");
        var armed = await org.ControlAsync("GET", "/faults");
        await org.ControlAsync("DELETE", "/faults");

        Assert.Equal((403, "REQUEST_LIMIT_EXCEEDED"), (struck.Status, struck.Error));
        Assert.Equal("api-usage=100000/100000", struck.Header("Sforce-Limit-Info"));
        Assert.Equal(1, (int)armed.Json[0]!["hits"]!);
        Assert.Equal(200, (await org.GetAsync("/limits")).Status);
    }

    [Fact]
    public async Task RevokeTokens_ActsAtOnce()
    {
        var org = await simulator.CreateOrgAsync();

        await org.FaultAsync(new { kind = "revoke_tokens", times = 1 });

        Assert.Equal(401, (await org.GetAsync("/limits")).Status);
        Assert.Equal("invalid_grant", (await org.RefreshAsync(org.RefreshToken)).Error);
        Assert.Equal(1, (int)(await org.ControlAsync("GET", "/faults")).Json[0]!["hits"]!);
    }

    [Theory]
    [InlineData("""{"kind":"nope"}""")]
    [InlineData("""{"kind":"hang","commit":"sometimes"}""")]
    [InlineData("""{"kind":"status","times":0}""")]
    public async Task Fault_ThatMakesNoSense_IsNotArmed(string fault)
    {
        var org = await simulator.CreateOrgAsync();

        Assert.Equal(400, (await org.FaultAsync(JsonNode.Parse(fault)!)).Status);
    }

    private static Task WaitForHitAsync(SimulatedOrg org) =>
        WaitForAsync(async () => (int)(await org.ControlAsync("GET", "/faults")).Json[0]!["hits"]! == 1);

    private static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
