using System.Net.Http.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.Simulated;

/// <summary>An org that moves, blocks the app or rotates its tokens, as the simulator plays it.</summary>
public sealed class SimulatedTroubleTests(SimulatedOrgs orgs) : IClassFixture<SimulatedOrgs>
{
    [Theory]
    [Trait("Rule", "R-A6")]
    [InlineData("302", 1)]
    [InlineData("html_404", 1)]
    [InlineData("nothing", 2)]
    public async Task Org_Moved_IsFoundAgain(string old, int tries)
    {
        var name = "moves-" + old.Replace('_', '-');
        var org = await orgs.CreateAsync(new { name });
        await org.Open().DescribeAsync(CancellationToken.None);
        await ChangeAsync(name, new { moved_to = new { @base = $"{orgs.Url}/{name}-new", old } });

        for (var i = 1; i < tries; i++)
        {
            await Assert.ThrowsAsync<SalesforceException>(() => org.Open().DescribeAsync(CancellationToken.None));
        }

        await org.Open().DescribeAsync(CancellationToken.None);

        Assert.Equal($"{orgs.Url}/{name}-new", orgs.Store[org.Authorization].InstanceUrl);
    }

    [Theory]
    [Trait("Rule", "R-A7")]
    [InlineData("blocked", "invalid_app_access")]
    [InlineData("must_install", "invalid_client")]
    public async Task App_NotAllowed_IsBlockedUntilItIs(string state, string code)
    {
        var name = "app-" + state.Replace('_', '-');
        var org = await orgs.CreateAsync(new { name, rotation = true });
        await ChangeAsync(name, new { apps = new[] { new { client_id = "client", state } } });
        var asking = orgs.Get<AskAgain>();

        var failure = await asking.RunAsync(org.Authorization, CancellationToken.None);
        Assert.Equal((FailureClass.Blocked, code, true), (failure!.Class, failure.Code, failure.IsNoted));

        await ChangeAsync(name, new { apps = new[] { new { client_id = "client", state = "ok" } } });
        Assert.Null(await asking.RunAsync(org.Authorization, CancellationToken.None));
    }

    [Fact]
    [Trait("Rule", "R-A4")]
    public async Task Refresh_ByTwoProcessesAtOnceWithRotation_EndsNoFamily()
    {
        var org = await orgs.CreateAsync(new { name = "family", rotation = true });
        var leases = new ProcessLeases();
        var processes = Enumerable.Range(0, 4)
            .Select(_ => new AccessTokens(orgs.Store, leases, orgs.Get<SalesforceOAuth>(), TimeProvider.System, NullLogger<AccessTokens>.Instance)).ToList();

        for (var round = 0; round < 3; round++)
        {
            var stale = orgs.Store[org.Authorization].AccessToken;
            var tokens = await Task.WhenAll(processes.Select(p => p.RenewAsync(org.Authorization, stale, CancellationToken.None)));
            Assert.Single(tokens.Select(t => t.Value).Distinct());
        }

        await org.Open().DescribeAsync(CancellationToken.None);
    }

    private async Task ChangeAsync(string org, object change)
    {
        using var control = new HttpClient();
        using var answer = await control.PatchAsJsonAsync($"{orgs.Url}/_control/orgs/{org}", change);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
