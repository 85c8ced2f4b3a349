using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Live;

/// <summary>What another node commits is heard of here, and only that.</summary>
public sealed partial class ChangeRelayTests : IDisposable
{
    private readonly TestDatabase? _database = PostgreSqlServer.Missing is null ? new TestDatabase(StoreProvider.PostgreSql) : null;
    private readonly ChangeFeed _feed = LiveFeed.New();
    private readonly List<IDisposable> _made = [];
    private readonly ConcurrentDictionary<ChangeTopic, int> _heard = new();

    public void Dispose()
    {
        _made.ForEach(m => m.Dispose());
        _database?.Dispose();
    }

    [PostgreSqlFact]
    public async Task Commit_OfAnotherNode_IsHeard_WithItsTopicAndInbox()
    {
        var other = Node();
        var (one, two) = (await AddInboxAsync(other, "one"), await AddInboxAsync(other, "two"));
        await ListenAsync();
        var ofTwo = 0;
        _made.Add(_feed.Subscribe([ChangeTopic.Errors], two, () => Task.FromResult(Interlocked.Increment(ref ofTwo))));
        var errors = _heard.GetValueOrDefault(ChangeTopic.Errors);

        await LogAsync(other, one);
        await HearAsync(ChangeTopic.Errors, errors);
        Assert.Equal(0, ofTwo);

        await LogAsync(other, two);
        await Soon.HoldsAsync(() => ofTwo > 0);
    }

    [PostgreSqlFact]
    public async Task Rollback_OfAnotherNode_AndACommitOfThisOne_AreNotHeard()
    {
        var (me, other) = (new StoreLocation(Options(), isDemo: false), Node());
        var inbox = await AddInboxAsync(other, "one");
        await ListenAsync(me);
        var before = _heard.GetValueOrDefault(ChangeTopic.Errors);

        await Assert.ThrowsAsync<InvalidOperationException>(() => other.WriteAsync<int>(
            async (db, token) =>
            {
                db.Add(Entry(inbox));
                await db.SaveChangesAsync(token);
                throw new InvalidOperationException("called off");
            },
            CancellationToken.None));
        await LogAsync(Node(me), inbox);

        // Notices keep their order: what comes after is heard, and nothing was before it.
        await AddInboxAsync(other, "last");
        await HearAsync(ChangeTopic.Inboxes, 1);
        Assert.Equal(before, _heard.GetValueOrDefault(ChangeTopic.Errors));
    }

    [PostgreSqlFact]
    public async Task Connection_Lost_IsMadeAgain_AndEverythingIsReadAgain()
    {
        var location = new StoreLocation(Options(), isDemo: false);
        await ListenAsync(location);
        var before = new Dictionary<ChangeTopic, int>(_heard);

        await Node().WriteAsync(
            (db, token) => db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND application_name = {$"relationsync-{location.Node:N}"}", token),
            CancellationToken.None);

        foreach (var topic in Enum.GetValues<ChangeTopic>())
        {
            await HearAsync(topic, before[topic]);
        }
    }

    [Fact]
    public void Notices_NameTopicsThatThereAre()
    {
        var topics = Topic().Matches(NoticeTriggers.PostgreSql).Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(topics);
        Assert.All(topics, t => Assert.True(Enum.TryParse<ChangeTopic>(t, out _), t));
    }

    [PostgreSqlFact]
    public async Task RenewedLease_IsNoNews()
    {
        var other = Node();
        var inbox = await AddInboxAsync(other, "one");
        var connection = await AddConnectionAsync(other, inbox);
        await ListenAsync();
        var before = _heard[ChangeTopic.Connections];

        await other.WriteAsync((db, token) => db.Connections.ExecuteUpdateAsync(s => s.SetProperty(c => c.LeaseVersion, c => c.LeaseVersion + 1), token), CancellationToken.None);
        await AddInboxAsync(other, "last");
        await HearAsync(ChangeTopic.Inboxes, 1);
        Assert.Equal(before, _heard[ChangeTopic.Connections]);

        await other.WriteAsync((db, token) => db.Connections.Where(c => c.Id == connection).ExecuteUpdateAsync(s => s.SetProperty(c => c.PausedAt, TimeProvider.System.GetUtcNow()), token), CancellationToken.None);
        await HearAsync(ChangeTopic.Connections, before);
    }

    /// <summary>Listens, and has heard the first call to read everything.</summary>
    private async Task ListenAsync(StoreLocation? location = null)
    {
        foreach (var topic in Enum.GetValues<ChangeTopic>())
        {
            _made.Add(_feed.Subscribe([topic], null, () => Task.FromResult(_heard.AddOrUpdate(topic, 1, (_, n) => n + 1))));
        }

        var relay = new ChangeRelay(new StoreNotices(location ?? new StoreLocation(Options(), isDemo: false)), _feed, TimeProvider.System, NullLogger<ChangeRelay>.Instance);
        await relay.StartAsync(CancellationToken.None);
        _made.Insert(0, relay);
        await Soon.HoldsAsync(() => _heard.Count == Enum.GetValues<ChangeTopic>().Length);
    }

    private Task HearAsync(ChangeTopic topic, int more) => Soon.HoldsAsync(() => _heard.GetValueOrDefault(topic) > more);

    private StoreOptions Options() => new() { Provider = StoreProvider.PostgreSql, RelationSync = _database!.ConnectionString };

    /// <summary>The store of a node of its own.</summary>
    private Store Node(StoreLocation? location = null)
    {
        var builder = new DbContextOptionsBuilder<RelationSyncDb>();
        PostgreSqlDialect.Instance.Use(builder, (location ?? new StoreLocation(Options(), isDemo: false)).ConnectionString);
        var store = new Store(new StoreContexts(builder.Options, PostgreSqlDialect.Instance));
        _made.Add(store);
        return store;
    }

    private static Task<long> AddInboxAsync(Store store, string key) => store.WriteAsync(
        async (db, token) =>
        {
            var inbox = new Inbox { Key = key, Name = key, TimeZone = "Asia/Tokyo", SecretProtected = "-" };
            db.Add(inbox);
            await db.SaveChangesAsync(token);
            return inbox.Id;
        },
        CancellationToken.None);

    private static Task<Guid> AddConnectionAsync(Store store, long inbox) => store.WriteAsync(
        (db, _) =>
        {
            var authorization = new Authorization { Id = Guid.NewGuid(), LoginUrl = "https://login.salesforce.com", RefreshTokenProtected = "-" };
            var connection = new Connection { Id = Guid.NewGuid(), InboxId = inbox, Authorization = authorization };
            db.Add(connection);
            return Task.FromResult(connection.Id);
        },
        CancellationToken.None);

    private static Task<long> LogAsync(Store store, long inbox) => store.WriteAsync(
        (db, _) =>
        {
            db.Add(Entry(inbox));
            return Task.FromResult(inbox);
        },
        CancellationToken.None);

    private static LogEntry Entry(long inbox) => new() { At = TimeProvider.System.GetUtcNow(), InboxId = inbox, Code = "X", Message = "x" };

    [GeneratedRegex(@"changed\('(\w+)'\)")]
    private static partial Regex Topic();
}
