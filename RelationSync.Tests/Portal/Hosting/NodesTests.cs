using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>Two whole portals on one PostgreSQL.</summary>
public sealed class NodesTests : IDisposable
{
    private const string Email = "ops@example.com";
    private const string Password = "a-long-password-1";

    private readonly TestDatabase? _database = PostgreSqlServer.Missing is null ? new TestDatabase(StoreProvider.PostgreSql) : null;
    private readonly List<PortalFactory> _nodes = [];

    public void Dispose()
    {
        _nodes.ForEach(n => n.Dispose());
        _database?.Dispose();
    }

    [PostgreSqlFact]
    public async Task Starts_AtOnceOnAnEmptyStore_HaveOneKeyAndOneSetupCode()
    {
        var (one, two) = (Node(), Node());

        await Task.WhenAll(new[] { one, two }.Select(n => Task.Run(() => n.Services)));

        Assert.Equal(1, await one.Store.ReadAsync((db, token) => db.DataKeys.CountAsync(token), default));
        Assert.Equal(one.Services.GetRequiredService<SetupState>().Code, two.Services.GetRequiredService<SetupState>().Code);
    }

    [PostgreSqlFact]
    public async Task Session_BegunOnOneNode_HoldsOnTheOther_UntilItIsEnded()
    {
        var (one, two) = (Node(bootstrap: true, realTime: true), Node(bootstrap: true, realTime: true));
        using var login = await PortalFactory.LoginAsync(one.Browser(), Email, Password);
        var cookie = string.Join("; ", login.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));

        Assert.Equal(HttpStatusCode.OK, await GetAsync(two, cookie));

        await one.Store.WriteAsync((db, token) => db.Accounts.ExecuteUpdateAsync(s => s.SetProperty(a => a.SecurityStamp, "another"), token), default);
        await Soon.HoldsAsync(async () => await GetAsync(two, cookie) == HttpStatusCode.Unauthorized);
    }

    [PostgreSqlFact]
    public async Task Secret_RotatedOnOneNode_CountsOnTheOther()
    {
        var (one, two) = (Node(realTime: true), Node(realTime: true));
        var (old, fresh) = (WebhookSecret.Create(), WebhookSecret.Create());
        await one.AddInboxAsync("support", old);
        await Soon.HoldsAsync(async () => await PostAsync(two, old) == HttpStatusCode.Accepted);

        var sealedFresh = one.Services.GetRequiredService<ISecretBox>().Protect(SecretKind.InboxSecret, fresh);
        await one.Store.WriteAsync((db, token) => db.Inboxes.ExecuteUpdateAsync(s => s.SetProperty(i => i.SecretProtected, sealedFresh), token), default);

        await Soon.HoldsAsync(async () => await PostAsync(two, fresh) == HttpStatusCode.Accepted);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(two, old));
    }

    [PostgreSqlFact]
    public async Task Nodes_SayThatTheyAreThere_AndVanish()
    {
        var (one, two) = (Node(), Node());
        _ = (one.Services, two.Services);
        var list = one.Services.GetRequiredService<ListNodes>();
        await Soon.HoldsAsync(async () => (await list.RunAsync(default)).Count == 2);
        Assert.All(await list.RunAsync(default), n => Assert.NotEmpty(n.Version));

        two.Dispose(); // says so itself
        _nodes.Remove(two);
        await Soon.HoldsAsync(async () => (await list.RunAsync(default)).Count == 1);

        // A killed one doesn't.
        await one.Store.WriteAsync(
            (db, _) => Task.FromResult(db.Add(new Node { Id = Guid.NewGuid(), Name = "killed", Version = "1", StartedAt = one.Clock.GetUtcNow(), SeenAt = one.Clock.GetUtcNow() })), default);
        Assert.Equal(2, (await list.RunAsync(default)).Count);
        one.Clock.Advance(ListNodes.Alive);
        await Soon.HoldsAsync(async () => (await list.RunAsync(default)) is [var left] && left.Name != "killed", () => one.Clock.Advance(NodePulse.Every));
    }

    /// <summary>The drain's tick waits for no other node and no table of Quartz's: it alone holds the five minutes.</summary>
    [PostgreSqlFact]
    [Trait("Rule", "R-T12")]
    public async Task DrainJob_TicksOnEachNode_AndWhatIsDoneOnceIsShared()
    {
        var (one, two) = (Node(runsJobs: true, realTime: true), Node(runsJobs: true, realTime: true));
        foreach (var node in new[] { one, two })
        {
            var heartbeat = node.Services.GetRequiredService<DrainHeartbeat>();
            var (age, ticks) = (heartbeat.Age, 0);
            await Soon.HoldsAsync(() =>
            {
                var before = age;
                age = heartbeat.Age;
                ticks += age < before ? 1 : 0;
                return ticks == 3;
            });
        }

        var shared = await one.Store.ReadAsync(
            (db, token) => db.Database.SqlQuery<string>($"""SELECT job_name AS "Value" FROM qrtz_job_details ORDER BY job_name""").ToListAsync(token), default);
        Assert.Equal(["KeepAliveJob", "NameUsersJob", "NotifyJob", "RetentionJob"], shared);
        await Soon.HoldsAsync(async () => await CountAsync("SELECT COUNT(*)::int AS \"Value\" FROM qrtz_scheduler_state") == 2);
        Assert.Equal(4, await CountAsync("SELECT COUNT(*)::int AS \"Value\" FROM qrtz_simple_triggers"));
        await Soon.HoldsAsync(async () => await CountAsync("SELECT COUNT(*)::int AS \"Value\" FROM qrtz_simple_triggers WHERE times_triggered > 0") == 4);

        Task<int> CountAsync(string sql) => one.Store.ReadAsync((db, token) => db.Database.SqlQueryRaw<int>(sql).SingleAsync(token), default);
    }

    private PortalFactory Node(bool bootstrap = false, bool runsJobs = false, bool realTime = false)
    {
        var node = new PortalFactory { RunsJobs = runsJobs, GoesByRealTime = realTime };
        node.Settings["Store:Provider"] = "PostgreSql";
        node.Settings["ConnectionStrings:RelationSync"] = _database!.ConnectionString;
        node.Settings["Worker:DrainInterval"] = "00:00:01";
        if (bootstrap)
        {
            node.Settings["Bootstrap:AdminEmail"] = Email;
            node.Settings["Bootstrap:AdminPassword"] = Password;
        }

        _nodes.Add(node);
        return node;
    }

    private static async Task<HttpStatusCode> GetAsync(PortalFactory node, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/connections");
        request.Headers.Add("Cookie", cookie);
        using var answer = await node.Browser().SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> PostAsync(PortalFactory node, string secret)
    {
        using var request = SignedRequest.Of("support", secret, "{\"operations\":[]}", node.Clock.GetUtcNow());
        using var answer = await node.Browser().SendAsync(request);
        return answer.StatusCode;
    }
}
