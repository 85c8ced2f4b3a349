using Microsoft.AspNetCore.WebUtilities;

namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class AppTests(SimulatorFixture simulator)
{
    [Fact]
    [Trait("Rule", "R-A7")]
    public async Task App_OfAnotherOrg_IsRefusedAtBothEndpoints()
    {
        var org = await simulator.CreateOrgAsync(new { apps = new[] { new { client_id = "mine" } } });

        var token = await org.RefreshAsync(org.RefreshToken, "theirs");
        var page = await AuthorizeAsync(org, "theirs");

        Assert.Equal((400, "OAUTH_AUTHORIZATION_BLOCKED"), (token.Status, token.Error));
        Assert.Equal("Cross-org OAuth flows are not supported for this external client app", (string)token.Json["error_description"]!);
        Assert.Equal("OAUTH_AUTHORIZATION_BLOCKED", ErrorOf(page));
        Assert.Equal(200, (await org.RefreshAsync(org.RefreshToken, "mine")).Status);
        Assert.NotNull(QueryOf(await AuthorizeAsync(org, "mine"))["code"]);
    }

    [Fact]
    [Trait("Rule", "R-A7")]
    public async Task App_ThatMustBeInstalled_IsRefusedOnThePage()
    {
        var org = await simulator.CreateOrgAsync(new { apps = new[] { new { client_id = "app", state = "must_install" } } });

        var token = await org.RefreshAsync(org.RefreshToken, "app");
        var page = await AuthorizeAsync(org, "app");

        Assert.Equal((400, "invalid_client"), (token.Status, token.Error));
        Assert.Equal("app must be installed into org", (string)token.Json["error_description"]!);
        Assert.Equal(400, page.Status);
        Assert.Contains("OAUTH_APPROVAL_ERROR_GENERIC", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R-A7")]
    public async Task App_BlockedWhileItWorks_LosesItsSessionsUntilItIsLetInAgain()
    {
        var org = await simulator.CreateOrgAsync(new { apps = new[] { new { client_id = "app" } } });
        var access = (string)(await org.RefreshAsync(org.RefreshToken, "app")).Json["access_token"]!;

        await ChangeAsync(org, new { apps = new[] { new { client_id = "app", state = "blocked" } } });
        var token = await org.RefreshAsync(org.RefreshToken, "app");
        var page = await AuthorizeAsync(org, "app");
        var session = await org.SendAsync("GET", SimulatedOrg.Data + "/limits", token: access);
        var controlled = await org.GetAsync("/limits");
        await ChangeAsync(org, new { apps = "any" });

        Assert.Equal((400, "invalid_app_access"), (token.Status, token.Error));
        Assert.Equal("user is not admin approved to access this app", (string)token.Json["error_description"]!);
        Assert.Equal("OAUTH_APP_BLOCKED", ErrorOf(page));
        Assert.Equal((401, "INVALID_SESSION_ID"), (session.Status, session.Error));
        Assert.Equal(200, controlled.Status);
        Assert.Equal(200, (await org.RefreshAsync(org.RefreshToken, "app")).Status);
    }

    [Theory]
    [InlineData("""{"apps":"all"}""", "any")]
    [InlineData("""{"apps":[{"state":"ok"}]}""", "client_id")]
    [InlineData("""{"apps":[{"client_id":"a"},{"client_id":"a"}]}""", "twice")]
    [InlineData("""{"apps":[{"client_id":"a","state":"gone"}]}""", "state")]
    [InlineData("""{"apps":[{"client_id":"a","colour":"red"}]}""", "colour")]
    [InlineData("""{"apps":[{"client_id":"a","certificate":"nonsense"}]}""", "certificate")]
    [InlineData("""{"moved_to":{"base":"http://127.0.0.1:9/x","old":"perhaps"}}""", "old")]
    [InlineData("""{"moved_to":{"base":"http://127.0.0.1:9/x","whither":1}}""", "whither")]
    [InlineData("""{"rotation":true}""", "rotation")]
    public async Task Change_ThatNoOrgCanHave_IsRefusedWithItsName(string change, string name)
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.ControlAsync("PATCH", string.Empty, System.Text.Json.Nodes.JsonNode.Parse(change)!);

        Assert.Equal(400, answer.Status);
        Assert.Contains(name, answer.Text, StringComparison.Ordinal);
    }

    private static async Task ChangeAsync(SimulatedOrg org, object change) =>
        Assert.Equal(204, (await org.ControlAsync("PATCH", string.Empty, change)).Status);

    private static Task<Answer> AuthorizeAsync(SimulatedOrg org, string clientId) => org.SendAsync(
        "GET",
        $"/services/oauth2/authorize?response_type=code&client_id={clientId}&redirect_uri=http://127.0.0.1:9/back&login_hint=admin@{org.Name}.example&sim_auto=allow",
        token: string.Empty);

    private static Dictionary<string, string?> QueryOf(Answer redirect) =>
        QueryHelpers.ParseQuery(new Uri(redirect.Header("Location")!).Query).ToDictionary(p => p.Key, p => (string?)p.Value);

    private static string? ErrorOf(Answer redirect) => QueryOf(redirect)["error"];
}
