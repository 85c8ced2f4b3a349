namespace RelationSync.Tests.Simulator;

/// <summary>With a simulator of their own: its clock is everybody's.</summary>
public sealed class ClockTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Fact]
    public async Task AccessToken_PastItsLife_IsRefused()
    {
        var org = await simulator.CreateOrgAsync(new { access_token_seconds = 60 });

        await AdvanceAsync(org, 59);
        var before = await org.GetAsync("/limits");
        await AdvanceAsync(org, 2);
        var after = await org.GetAsync("/limits");

        Assert.Equal(200, before.Status);
        Assert.Equal((401, "INVALID_SESSION_ID"), (after.Status, after.Error));
    }

    [Theory]
    [InlineData(29, 200)]
    [InlineData(31, 400)]
    public async Task RefreshToken_LeftUnused_DiesAfterThirtyDays(int days, int status)
    {
        var org = await simulator.CreateOrgAsync();

        await AdvanceAsync(org, days * 86_400);

        Assert.Equal(status, (await org.RefreshAsync(org.RefreshToken)).Status);
    }

    [Fact]
    public async Task DailyLimit_OnceReached_FreesItselfADayLater()
    {
        var org = await simulator.CreateOrgAsync(new { daily_limit = 2, access_token_seconds = 1_000_000 });

        var first = await org.GetAsync("/limits");
        await org.GetAsync("/limits");
        var third = await org.GetAsync("/limits");
        await AdvanceAsync(org, 86_460);
        var nextDay = await org.GetAsync("/limits");

        Assert.Equal("api-usage=1/2", first.Header("Sforce-Limit-Info"));
        Assert.Equal((403, "REQUEST_LIMIT_EXCEEDED"), (third.Status, third.Error));
        Assert.Equal("api-usage=2/2", third.Header("Sforce-Limit-Info"));
        Assert.Equal(200, nextDay.Status);
    }

    [Fact]
    public async Task Clock_SetToATime_StampsRecordsWithIt()
    {
        var org = await simulator.CreateOrgAsync();

        await org.SendAsync("POST", simulator.BaseUrl + "/_control/clock", new { now = "2030-01-02T03:04:05Z" }, token: string.Empty);
        var fresh = await simulator.CreateOrgAsync();
        await fresh.CreateAsync(SimulatedOrg.Event());

        Assert.StartsWith("2030-01-02T03:04", (string)(await fresh.EventsAsync())[0]!["CreatedDate"]!, StringComparison.Ordinal);
    }

    private Task<Answer> AdvanceAsync(SimulatedOrg org, int seconds) =>
        org.SendAsync("POST", simulator.BaseUrl + "/_control/clock", new { advance_seconds = seconds }, token: string.Empty);
}
