namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class RefreshTests(SimulatorFixture simulator)
{
    [Fact]
    [Trait("Rule", "R-A4")]
    public async Task Refresh_WhileAnotherOfTheTokenRuns_IsRefused()
    {
        var org = await simulator.CreateOrgAsync(new { latency = new { per_call_ms = 1000 } });
        var other = (string)(await org.RefreshAsync(org.RefreshToken)).Json["access_token"]!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => org.RefreshAsync(org.RefreshToken)));
        var afterwards = await org.RefreshAsync(org.RefreshToken);

        Assert.Equal([200, 400, 400], answers.Select(a => a.Status).Order());
        Assert.All(answers.Where(a => a.Status == 400), a => Assert.Equal(("invalid_grant", "token request is already being processed"), (a.Error, (string?)a.Json["error_description"])));
        Assert.Equal(200, afterwards.Status);
        Assert.Equal(200, (await org.SendAsync("GET", SimulatedOrg.Data + "/limits", token: other)).Status);
    }

    [Fact]
    [Trait("Rule", "R-A4")]
    public async Task Refresh_AfterOneThatStillHangs_IsRefused()
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { match = new { path = "/services/oauth2/token" }, kind = "hang", delay_ms = 60_000, commit = "late", times = 1 });
        using var impatient = new HttpClient();
        using var patience = new CancellationTokenSource();
        using FormUrlEncodedContent form = new([new("grant_type", "refresh_token"), new("refresh_token", org.RefreshToken), new("client_id", "any")]);
        var hanging = impatient.PostAsync(org.Url + "/services/oauth2/token", form, patience.Token);
        while ((int)(await org.ControlAsync("GET", "/faults")).Json[0]!["hits"]! == 0)
        {
            await Task.Yield();
        }

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        // The fault is counted a moment before the refresh begins.
        string? refused = null;
        for (var tries = 0; refused is null && tries < 100; tries++)
        {
            refused = (string?)(await org.RefreshAsync(org.RefreshToken)).Json["error_description"];
            await Task.Delay(20);
        }

        Assert.Equal("token request is already being processed", refused);
    }

    [Fact]
    [Trait("Rule", "R-A2")]
    public async Task RotatedOutToken_UsedAgain_EndsItsFamily()
    {
        var org = await simulator.CreateOrgAsync(new { rotation = true });
        var first = await org.RefreshAsync(org.RefreshToken);
        var second = await org.RefreshAsync((string)first.Json["refresh_token"]!);

        var reused = await org.RefreshAsync(org.RefreshToken);
        var current = await org.RefreshAsync((string)second.Json["refresh_token"]!);
        var session = await org.SendAsync("GET", SimulatedOrg.Data + "/limits", token: (string)second.Json["access_token"]!);

        Assert.Equal((400, "invalid_grant"), (reused.Status, reused.Error));
        Assert.Equal("expired access/refresh token", (string)reused.Json["error_description"]!);
        Assert.Equal((400, "invalid_grant"), (current.Status, current.Error));
        Assert.Equal(401, session.Status);
    }

    [Fact]
    [Trait("Rule", "R-A4")]
    public async Task Refresh_OfAnInactiveUser_SaysSo()
    {
        var org = await simulator.CreateOrgAsync();
        Assert.Equal(204, (await org.SendAsync("PATCH", $"{SimulatedOrg.Data}/sobjects/User/{org.AdminId}", new { IsActive = false })).Status);

        var answer = await org.RefreshAsync(org.RefreshToken);

        Assert.Equal(("invalid_grant", "inactive user"), (answer.Error, (string?)answer.Json["error_description"]));
    }
}
