using System.Reflection;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>A store that a build before 1.0 left, in the middle of its work, is refused, upgraded once, and goes on.</summary>
public sealed class UpgradeTests : IDisposable
{
    private const string Inbox = "support";

    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-upgrade-").FullName;

    private string File => Path.Combine(_folder, "store.db");

    private string ConnectionString => $"Data Source={File};Pooling=False";

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    [Trait("Rule", "R-D1")]
    public async Task Store_OfAFormerBuild_GoesOnWithItsWork()
    {
        using var sync = new SyncHarness(earlier: connectionString =>
        {
            MakeFormer(connectionString);
            Assert.Equal(0, UpgradeAsync(connectionString).GetAwaiter().GetResult().Code);
        });

        Assert.Equal(IntakeStatus.Duplicate, await sync.PostAsync(Operation("done")));
        Assert.Equal(IntakeStatus.Accepted, await sync.PostAsync(Operation("fresh")));
        Assert.Equal(sync.ConnectionId, Assert.Single(await sync.DueWork.ListConnectionsAsync(default)).ConnectionId);
        await sync.PassHoldsAndDrainAsync();

        Assert.Equal(["【メール】waiting", "【メール】fresh"], sync.Org.Events.Select(e => e.Record.Subject));
        Assert.All(await sync.ActionsAsync(), a => Assert.Equal(ActionStatus.Synced, a.Status));
        for (var days = 0; days < 40; days += 10)
        {
            sync.Clock.Advance(TimeSpan.FromDays(10));
            await sync.Retention.RunAsync(default);
        }

        Assert.All(await sync.ActionsAsync(), a => Assert.Equal((null, null), (a.Subject, a.CustomerKey)));
        Assert.Equal("ok", await sync.Store.ReadAsync((db, _) => Task.FromResult(Check(db)), default));
    }

    [Fact]
    public async Task Upgraded_HasTheSchemaOfANewStore_AndItsRows()
    {
        MakeFormer(ConnectionString);
        var fresh = $"Data Source={Path.Combine(_folder, "fresh.db")};Pooling=False";
        await new StoreMigration(new Factory(fresh), NullLogger<StoreMigration>.Instance).RunAsync(CancellationToken.None);

        Assert.Equal(0, (await UpgradeAsync(ConnectionString)).Code);
        // As the next start does.
        await new StoreMigration(new Factory(ConnectionString), NullLogger<StoreMigration>.Instance).RunAsync(CancellationToken.None);

        Assert.Equal(Schema(fresh), Schema(ConnectionString));
        await using var upgraded = Db(ConnectionString);
        Assert.Equal((2, 2, 1), (await upgraded.Actions.CountAsync(), await upgraded.Operations.CountAsync(), await upgraded.LogEntries.CountAsync()));
    }

    [Fact]
    public async Task Upgrade_OfAStoreWithoutAllFormerMigrations_ChangesNothingAndNamesThem()
    {
        MakeFormer(ConnectionString);
        Execute(ConnectionString, """DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261129124500_ClosedEntries'""");
        var before = Schema(ConnectionString);

        var (code, said) = await UpgradeAsync(ConnectionString);

        Assert.Equal(1, code);
        Assert.Contains("20261129124500_ClosedEntries", said, StringComparison.Ordinal);
        Assert.Equal(before, Schema(ConnectionString));
    }

    [Fact]
    public async Task Upgrade_OfANewStoreOrNone_SaysThatThereIsNothingToDo()
    {
        Assert.Equal(1, (await UpgradeAsync(ConnectionString)).Code);
        Assert.False(System.IO.File.Exists(File));
        await using (var db = Db(ConnectionString))
        {
            await db.Database.MigrateAsync();
        }

        Assert.Contains("nothing to upgrade", (await UpgradeAsync(ConnectionString)).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAFormerStore_IsRefusedAndNamesTheCommand()
    {
        MakeFormer(ConnectionString);

        var refusal = UpgradeStore.Refusal(Location(ConnectionString));

        Assert.Contains(UpgradeStore.Command, refusal, StringComparison.Ordinal);
        Assert.Equal(0, (await UpgradeAsync(ConnectionString)).Code);
        Assert.Null(UpgradeStore.Refusal(Location(ConnectionString)));
    }

    [Fact]
    public async Task Start_OnADemoStoreOfAFormerBuild_MakesItAnewAndLeavesTheRealOne()
    {
        MakeFormer(ConnectionString);
        var demo = $"Data Source={Path.Combine(_folder, StoreLocation.DemoFile)};Pooling=False";
        MakeFormer(demo);
        var before = Schema(ConnectionString);
        var builder = PortalHost.CreateBuilder(["--environment", "Development", "--urls", "http://127.0.0.1:0", "--ConnectionStrings:RelationSync", ConnectionString]);
        builder.Logging.ClearProviders();
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = false); // a part of the services is enough here
        builder.Services.AddPortalOptions();
        builder.Services.AddStore();
        builder.Services.AddDemo();
        await using var app = builder.Build();

        await app.Services.PrepareStoreAsync(CancellationToken.None);

        await using var made = Db(demo);
        Assert.Equal((0, 0), (await made.Operations.CountAsync(), await made.Accounts.CountAsync()));
        Assert.Null(UpgradeStore.Refusal(Location(demo)));
        Assert.Equal(before, Schema(ConnectionString));
    }

    [Fact]
    public async Task Start_OnAStoreOfALaterVersion_IsRefused()
    {
        await using (var db = Db(ConnectionString))
        {
            await db.Database.MigrateAsync();
        }

        Execute(ConnectionString, """INSERT INTO "__EFMigrationsHistory" VALUES ('29991231000000_Later', '10.0.15')""");
        var migration = new StoreMigration(new Factory(ConnectionString), NullLogger<StoreMigration>.Instance);

        var refused = await Assert.ThrowsAsync<StartupException>(() => migration.RunAsync(CancellationToken.None));

        Assert.Contains("29991231000000_Later", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> UpgradeAsync(string connectionString)
    {
        var output = new StringWriter();
        var code = await new UpgradeStore(Location(connectionString), new FormerStore(new Factory(connectionString))).RunAsync(output);
        return (code, output.ToString());
    }

    private static StoreLocation Location(string connectionString) =>
        new(new StoreOptions { RelationSync = connectionString }, isDemo: false);

    /// <summary>A connection with one action that is synced and one that is due.</summary>
    private static void MakeFormer(string connectionString)
    {
        Execute(connectionString, "PRAGMA journal_mode=WAL; " + Script());
        using var db = Db(connectionString);
        var (authorization, connection, at) = (Guid.NewGuid(), Guid.NewGuid(), SyncHarness.T0.AddHours(-1));
        Insert(db, "Inboxes", ("Id", 1), ("Key", Inbox), ("Name", "サポート"), ("TimeZone", "Asia/Tokyo"), ("SecretProtected", "-"), ("SyncFrom", at.AddDays(-1)), ("CreatedAt", at.AddDays(-1)));
        Insert(db, "Authorizations", ("Id", authorization), ("LoginUrl", "https://login.salesforce.com"), ("RefreshTokenProtected", "-"), ("CreatedAt", at));
        Insert(db, "Connections", ("Id", connection), ("InboxId", 1), ("AuthorizationId", authorization), ("Targets", 2), ("LinkOpportunities", 1), ("CreatedAt", at));
        Insert(db, "Accounts", ("Id", Guid.NewGuid()), ("Email", "a@example.com"), ("NormalizedEmail", "a@example.com"), ("PasswordHash", "-"), ("Role", 1), ("SecurityStamp", "-"), ("CreatedAt", at));
        Add("done", ActionStatus.Synced);
        Add("waiting", ActionStatus.Held);
        Insert(db, "LogEntries", ("At", at), ("InboxId", 1), ("ConnectionId", connection), ("Severity", 1), ("Category", 0), ("Code", "X"), ("Message", "x"));

        void Add(string activity, ActionStatus status)
        {
            var key = ActionKeys.OfActivity(Inbox, Channel.Mail, activity);
            Insert(
                db, "Operations", ("IdHash", ActionKeys.OfOperation(Inbox, activity)), ("InboxId", 1), ("ActivityKey", key), ("ArrivedAt", at),
                ("Payload", Encoding.UTF8.GetBytes(Operation(activity))));
            Insert(
                db, "Actions", ("Id", ActionKeys.OfAction(Inbox, Channel.Mail, activity, activity)), ("InboxId", 1), ("Channel", "mail"), ("ActivityId", activity),
                ("ActivityKey", key), ("TriggerOperationId", activity), ("Status", status), ("Intent", 0), ("TriggerAt", at), ("ArrivedAt", at), ("DueAt", at),
                ("SyncedAt", status is ActionStatus.Synced ? at : null), ("EventId", status is ActionStatus.Synced ? "00U000000000009AAA" : null),
                ("Attempts", 0), ("Fence", 0), ("Doubt", 0), ("Subject", activity), ("OperatorEmail", "sato@example.com"), ("CustomerKey", "a@customer.example"));
        }
    }

    private static string Script()
    {
        using var script = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("FormerStore.sql")!);
        return script.ReadToEnd();
    }

    private static string Operation(string activity) => $$"""
        {"id":"{{activity}}","type":"message.sent","channel":"mail","activity_id":"{{activity}}","occurred_at":"2026-11-23T00:00:00Z",
         "operator":{"email":"sato@example.com"},"data":{"subject":"{{activity}}","body":"body","to":["a@customer.example"]} }
        """;

    /// <summary>A row with those values; what else is mandatory is zero.</summary>
    private static void Insert(RelationSyncDb db, string table, params (string Column, object? Value)[] values)
    {
        using var mandatory = new PreparedSql(
            db, """SELECT "name" FROM pragma_table_info(@table) WHERE "notnull" = 1 AND "dflt_value" IS NULL AND "pk" = 0""", "@table");
        var others = mandatory.Read(r => r.GetString(0), table).Except(values.Select(v => v.Column));
        (string Column, object? Value)[] all = [.. values, .. others.Select(o => (o, (object?)0))];
        var names = all.Select((_, i) => $"@p{i}").ToArray();
        using var insert = new PreparedSql(
            db, $"INSERT INTO \"{table}\" ({string.Join(", ", all.Select(v => $"\"{v.Column}\""))}) VALUES ({string.Join(", ", names)})", names);
        insert.Run([.. all.Select(v => v.Value)]);
    }

    private static string Check(RelationSyncDb db)
    {
        using var check = new PreparedSql(db, "PRAGMA integrity_check");
        return string.Join(' ', check.Read(r => r.GetString(0)));
    }

    /// <summary>Tables by their columns, whatever their order; indexes by what they are over; triggers, and what was applied.</summary>
    private static List<string> Schema(string connectionString) => Read(
        connectionString,
        """
        SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'
        UNION ALL SELECT 'index ' || i.name || ' on ' || i.tbl_name || ' ' || i.sql FROM sqlite_schema i WHERE i.type = 'index' AND i.sql IS NOT NULL
        UNION ALL SELECT 'trigger ' || name || ' ' || sql FROM sqlite_schema WHERE type = 'trigger'
        UNION ALL SELECT 'applied ' || "MigrationId" FROM "__EFMigrationsHistory" ORDER BY 1
        """);

    private static List<string> Read(string connectionString, string sql)
    {
        using var db = Db(connectionString);
        using var rows = new PreparedSql(db, sql);
        return rows.Read(r => r.GetString(0));
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static RelationSyncDb Db(string connectionString) => new(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite(connectionString).Options);

    private sealed class Factory(string connectionString) : IDbContextFactory<RelationSyncDb>
    {
        public RelationSyncDb CreateDbContext() => Db(connectionString);
    }
}
