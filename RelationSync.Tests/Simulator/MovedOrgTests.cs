namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class MovedOrgTests(SimulatorFixture simulator)
{
    [Theory]
    [InlineData("302")]
    [InlineData("html_404")]
    [InlineData("nothing")]
    [Trait("Rule", "R-A6")]
    public async Task OldAddress_OfAMovedOrg_AnswersAsItWasTold(string old)
    {
        var org = await simulator.CreateOrgAsync();
        var moved = org.Url + "-new";
        await ChangeAsync(org, new { moved_to = new { @base = moved, old } });

        if (old == "nothing")
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => org.GetAsync("/limits"));
        }
        else
        {
            var answer = await org.GetAsync("/limits?a=b");
            Assert.Equal(old == "302" ? 302 : 404, answer.Status);
            Assert.Equal(old == "302" ? $"{moved}{SimulatedOrg.Data}/limits?a=b" : null, answer.Header("Location"));
            Assert.StartsWith("text/html", answer.Header("Content-Type") ?? "text/html", StringComparison.Ordinal);
        }

        Assert.Equal(200, (await org.SendAsync("GET", $"{moved}{SimulatedOrg.Data}/limits")).Status);
    }

    [Fact]
    [Trait("Rule", "R-A6")]
    public async Task TokenAnswer_OfAMovedOrg_NamesItsNewAddress()
    {
        var org = await simulator.CreateOrgAsync();
        await ChangeAsync(org, new { moved_to = org.Url + "-new" });

        var token = await org.RefreshAsync(org.RefreshToken);
        await ChangeAsync(org, new { moved_to = (string?)null });
        var back = await org.RefreshAsync(org.RefreshToken);

        Assert.Equal(org.Url + "-new", (string)token.Json["instance_url"]!);
        Assert.Equal(org.Url, (string)back.Json["instance_url"]!);
        Assert.Equal(200, (await org.GetAsync("/limits")).Status);
    }

    [Fact]
    [Trait("Rule", "R-A6")]
    public async Task LoginThatMovedToo_AnswersOnlyAtTheNewAddress()
    {
        var org = await simulator.CreateOrgAsync(new { moved_to = new { @base = "moved-" + Guid.NewGuid().ToString("N"), old = "html_404", login = "moves" } });
        var name = (await simulator.CreateOrgAsync()).Name;
        await ChangeAsync(org, new { moved_to = new { @base = name + "-taken", old = "html_404", login = "moves" } });
        var moved = $"{simulator.BaseUrl}/{name}-taken";

        var old = await org.RefreshAsync(org.RefreshToken);
        var token = await org.SendAsync("POST", moved + "/services/oauth2/token", new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("refresh_token", org.RefreshToken), new("client_id", "any")]), token: string.Empty);

        Assert.Equal(404, old.Status);
        Assert.Equal(moved, (string)token.Json["instance_url"]!);
    }

    private static async Task ChangeAsync(SimulatedOrg org, object change) =>
        Assert.Equal(204, (await org.ControlAsync("PATCH", string.Empty, change)).Status);
}
