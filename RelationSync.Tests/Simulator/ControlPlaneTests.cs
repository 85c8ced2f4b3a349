using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Simulator;

namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class ControlPlaneTests(SimulatorFixture simulator)
{
    [Fact]
    public async Task Records_MayNameEachOtherAndCarryIdsAndDates()
    {
        var org = await simulator.CreateOrgAsync();

        var refs = await org.AddAsync("""
            {"Event":[{"Subject":"old","StartDateTime":"2020-01-01T00:00:00Z","EndDateTime":"2020-01-01T00:10:00Z","WhoId":"@c1","OwnerId":"@u1"}],
             "Contact":[{"@ref":"c1","Id":"003AAAAAAAAAAA1","LastName":"c","CreatedDate":"2020-02-03T04:05:06Z"}],
             "User":[{"@ref":"u1","Username":"u1@control.example"}]}
            """);

        var contact = (await org.QueryAsync("SELECT Id, CreatedDate, LastModifiedDate FROM Contact")).Json["records"]![0]!;
        Assert.StartsWith("003AAAAAAAAAAA1", refs["c1"], StringComparison.Ordinal);
        Assert.Equal("2020-02-03T04:05:06.000+0000", (string)contact["CreatedDate"]!);
        Assert.Equal(refs["u1"], (string)(await org.EventsAsync())[0]!["OwnerId"]!);
    }

    [Fact]
    public async Task Records_WithAnUnknownField_AreRefusedAsAWhole()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.ControlAsync("POST", "/records", new { Contact = new object[] { new { LastName = "good" }, new { Nope = 1 } } });

        Assert.Equal(400, answer.Status);
        Assert.Equal(0, (await org.QueryAsync("SELECT Id FROM Contact")).TotalSize);
    }

    [Fact]
    public async Task Org_MadeAgain_StartsEmptyAndForgetsItsTokens()
    {
        var org = await simulator.CreateOrgAsync();
        await org.CreateAsync(SimulatedOrg.Event());

        var again = await SimulatedOrg.CreateAsync(simulator, org.Name);

        Assert.Empty(await again.EventsAsync());
        Assert.Equal(401, (await org.GetAsync("/limits")).Status);
        Assert.Equal(200, (await again.GetAsync("/limits")).Status);
        Assert.Equal(org.OrgId, again.OrgId);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("X-Forwarded-Port", "443")]
    [InlineData("CF-Connecting-IP", "192.0.2.1")]
    [InlineData("x-original-host", "simulator.example")]
    [InlineData("Host", "simulator.example")]
    public async Task ControlPlane_ThroughAProxyOrAnotherName_IsClosed(string header, string value)
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.SendAsync("GET", org.ControlUrl + "/events", token: string.Empty, adjust: r => r.Headers.TryAddWithoutValidation(header, value));

        Assert.Equal(403, answer.Status);
    }

    [Theory]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":".."}""")]
    [InlineData("""{"name":"odd","licences":null}""")]
    [InlineData("""{"name":"odd","latency":null}""")]
    [InlineData("""{"name":"odd","types":[null]}""")]
    [InlineData("""{"name":"odd","daily_limit":-1}""")]
    [InlineData("""{"name":"odd","access_token_seconds":1e300}""")]
    [InlineData("""{"name":"odd","approval_policy":"newest"}""")]
    public async Task Org_ThatCannotBe_IsRefusedWithTheReason(string settings)
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.SendAsync("POST", simulator.BaseUrl + "/_control/orgs", new StringContent(settings, Encoding.UTF8, "application/json"), token: string.Empty);

        Assert.Equal(400, answer.Status);
        Assert.NotEmpty((string)answer.Json["error"]!);
    }

    [Fact]
    public async Task Clock_MovedBeyondAllTime_IsRefused()
    {
        var org = await simulator.CreateOrgAsync();

        Assert.Equal(400, (await org.SendAsync("POST", simulator.BaseUrl + "/_control/clock", new { advance_seconds = 1e300 }, token: string.Empty)).Status);
    }

    [Fact]
    public async Task ControlPlane_OfAnUnknownOrg_AnswersNotFound()
    {
        var org = await simulator.CreateOrgAsync();

        Assert.Equal(404, (await org.SendAsync("GET", simulator.BaseUrl + "/_control/orgs/nobody/events", token: string.Empty)).Status);
    }

    [Fact]
    public async Task Calls_OnceReset_StartAnew()
    {
        var org = await simulator.CreateOrgAsync();
        await org.GetAsync("/limits");

        await org.ControlAsync("DELETE", "/calls");

        var calls = (await org.ControlAsync("GET", "/calls")).Json;
        Assert.Equal(0, (int)calls["counted"]!);
        Assert.Empty(calls["requests"]!.AsArray());
    }

    [Fact]
    public async Task Latency_IsWaitedForBeforeTheAnswer()
    {
        var org = await simulator.CreateOrgAsync(new { latency = new { per_call_ms = 50, per_record_ms = 20 } });
        var started = TimeProvider.System.GetTimestamp();

        await org.CreateAsync(SimulatedOrg.Event(), SimulatedOrg.Event());

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(85));
    }

    [Fact]
    public async Task DemoOrg_AtEveryStart_HasTheSamePeopleAndRefreshToken()
    {
        var world = simulator.Services.GetRequiredService<SimulatorWorld>();

        var first = world.CreateDemoOrg(simulator.BaseUrl);
        var second = world.CreateDemoOrg(simulator.BaseUrl);
        var page = await simulator.Http.GetStringAsync(simulator.BaseUrl + "/");

        Assert.Equal((first.RefreshToken, first.OrgId, first.UserId, first.LoginUrl), (second.RefreshToken, second.OrgId, second.UserId, second.LoginUrl));
        Assert.Equal(simulator.BaseUrl + "/demo", second.LoginUrl);
        foreach (var kind in (string[])["mail", "schedule", "cancel", "memo", "call", "chat", "sms"])
        {
            Assert.Contains($"data-testid=\"sim-{kind}\"", page, StringComparison.Ordinal);
        }
    }
}
