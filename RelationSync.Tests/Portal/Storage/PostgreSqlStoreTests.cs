using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>What PostgreSQL does to a store, and what the start makes of a database.</summary>
public sealed class PostgreSqlStoreTests : IDisposable
{
    private readonly string _name = $"relationsync_start_{Guid.NewGuid():N}";
    private readonly List<IDisposable> _made = [];

    public void Dispose()
    {
        if (PostgreSqlServer.Missing is null)
        {
            NpgsqlConnection.ClearAllPools();
            PostgreSqlServer.Instance.Execute($"DROP DATABASE IF EXISTS \"{_name}\" WITH (FORCE)");
        }

        _made.ForEach(m => m.Dispose());
    }

    [PostgreSqlFact]
    public async Task Start_OfSeveralNodesOnAnEmptyDatabase_MigratesOnce()
    {
        Create("ENCODING 'UTF8' LOCALE 'C.UTF-8'");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(MigrateAsync)));

        await using var db = Db();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync());
    }

    [PostgreSqlFact]
    public async Task Start_WhileAnotherNodeMigrates_WaitsForIt_AndForItsDeathToo()
    {
        Create("ENCODING 'UTF8' LOCALE 'C.UTF-8'");
        await using var other = new NpgsqlConnection(ConnectionString);
        await other.OpenAsync();
        await ExecuteAsync(other, FormattableString.Invariant($"SELECT pg_advisory_lock({AdvisoryLock.Migration})"));

        var starting = MigrateAsync();
        await Task.Delay(200);
        Assert.False(starting.IsCompleted);
        PostgreSqlServer.Instance.Execute($"SELECT pg_terminate_backend({other.ProcessID})");

        await starting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [PostgreSqlFact]
    public async Task Start_OnADatabaseThatIsNotUtf8_IsRefused()
    {
        Create("ENCODING 'SQL_ASCII' LOCALE 'C'");

        Assert.Contains("UTF8", (await RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public async Task Start_OnALocaleThatKnowsNoJapanese_IsRefused_AndNothingIsMade()
    {
        Create("ENCODING 'UTF8' LOCALE 'C'");

        Assert.Contains("C.UTF-8", (await RefusedAsync()).Message, StringComparison.Ordinal);

        await using var db = Db();
        Assert.Equal(0, await db.Database.SqlQuery<int>($"""SELECT COUNT(*)::int AS "Value" FROM pg_tables WHERE schemaname = 'public'""").SingleAsync());
    }

    [PostgreSqlFact]
    public async Task Start_OnAStoreOfALaterVersion_IsRefused()
    {
        Create("ENCODING 'UTF8' LOCALE 'C.UTF-8'");
        await MigrateAsync();
        PostgreSqlServer.Instance.Execute("""INSERT INTO "__EFMigrationsHistory" VALUES ('29991231000000_Later', '10.0.15')""", _name);

        Assert.Contains("29991231000000_Later", (await RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public async Task Start_ByARoleThatMayNotMakeTheExtension_SaysWhatToDo()
    {
        Create("ENCODING 'UTF8' LOCALE 'C.UTF-8'");
        var role = $"r{Guid.NewGuid():N}";
        PostgreSqlServer.Instance.Execute($"CREATE ROLE {role} LOGIN");
        try
        {
            var connectionString = new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role }.ToString();

            var refused = await Assert.ThrowsAsync<StartupException>(() => Migration(connectionString).RunAsync(CancellationToken.None));

            Assert.Contains("CREATE EXTENSION pg_trgm", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            PostgreSqlServer.Instance.Execute($"DROP DATABASE IF EXISTS \"{_name}\" WITH (FORCE)");
            PostgreSqlServer.Instance.Execute($"DROP ROLE {role}");
        }
    }

    [PostgreSqlFact]
    public async Task Store_WhoseServerIsReadOnly_IsNotWritable_UntilItIsWrittenAgain()
    {
        var store = await StoreAsync();
        var probe = new StoreProbe(store, TimeProvider.System, NullLogger<StoreProbe>.Instance);
        Assert.Null(await probe.LookAsync(CancellationToken.None));

        PostgreSqlServer.Instance.Execute($"ALTER DATABASE \"{_name}\" SET default_transaction_read_only = on");
        HangUp();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(store));

        Assert.True(StoreFailures.IsUnwritable(failure), failure.ToString());
        Assert.False(store.IsWritable);
        Assert.NotNull(await probe.LookAsync(CancellationToken.None));
        PostgreSqlServer.Instance.Execute($"ALTER DATABASE \"{_name}\" RESET default_transaction_read_only");
        HangUp();
        await AssertRecoversAsync(store, probe);
    }

    [PostgreSqlFact]
    public async Task Store_WhoseServerTakesNoConnections_IsNotWritable_UntilItDoes()
    {
        var store = await StoreAsync();
        var probe = new StoreProbe(store, TimeProvider.System, NullLogger<StoreProbe>.Instance);

        PostgreSqlServer.Instance.Execute($"ALTER DATABASE \"{_name}\" ALLOW_CONNECTIONS false");
        HangUp();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(store));

        Assert.True(StoreFailures.IsUnwritable(failure), failure.ToString());
        Assert.NotNull(await probe.LookAsync(CancellationToken.None));
        PostgreSqlServer.Instance.Execute($"ALTER DATABASE \"{_name}\" ALLOW_CONNECTIONS true");
        await AssertRecoversAsync(store, probe);
    }

    /// <summary>A node that is paused (SIGSTOP, a frozen machine) while it has the lock that orders commits.</summary>
    [PostgreSqlFact]
    public async Task Write_WhoseNodeStandsStill_HoldsNobodyUp_AndIsDoneAgain()
    {
        var store = await StoreAsync("-c idle_in_transaction_session_timeout=300ms");
        var (standing, goesOn, runs) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        var still = store.WriteAsync(
            async (db, token) =>
            {
                runs++;
                await Add(db, token);
                await db.SaveChangesAsync(token);
                standing.TrySetResult();
                await goesOn.Task;
            },
            WriteGuard.InOrder,
            CancellationToken.None);
        await standing.Task;

        await store.WriteAsync(Add, WriteGuard.InOrder, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        goesOn.SetResult();
        await still.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(2, runs);
        Assert.Equal(2, await store.ReadAsync((db, token) => db.Settings.CountAsync(s => s.Value == "", token), CancellationToken.None));
    }

    [PostgreSqlFact]
    public async Task Moment_OfANodeThatStandsStill_IsReadToItsEnd()
    {
        var store = await StoreAsync("-c idle_in_transaction_session_timeout=100ms");

        Assert.Equal(0, await store.ReadMomentAsync(
            async (db, token) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(400), token);
                return await db.Settings.CountAsync(s => s.Value == "", token);
            },
            CancellationToken.None));
    }

    [PostgreSqlFact]
    public async Task Store_OutOfReach_IsNotWritable()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(PostgreSqlServer.Instance.ConnectionString("nothing")) { Port = 1, Timeout = 2 }.ToString();
        using var store = new Store(new StoreContexts(Options(nowhere), PostgreSqlDialect.Instance));

        Assert.True(StoreFailures.IsUnwritable(await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(store))));
    }

    [PostgreSqlFact]
    public async Task Backup_OfAServersStore_NamesItsOwnTools()
    {
        var location = new StoreLocation(
            new StoreOptions { Provider = StoreProvider.PostgreSql, RelationSync = PostgreSqlServer.Instance.ConnectionString("x") }, isDemo: false);
        var output = new StringWriter();

        Assert.Equal(1, await new Backup(location).RunAsync([Backup.Command, "/tmp/x"], output, CancellationToken.None));

        Assert.Contains("pg_dump", output.ToString(), StringComparison.Ordinal);
    }

    private string ConnectionString => PostgreSqlServer.Instance.ConnectionString(_name);

    private static DbContextOptions<RelationSyncDb> Options(string connectionString)
    {
        var builder = new DbContextOptionsBuilder<RelationSyncDb>();
        PostgreSqlDialect.Instance.Use(builder, connectionString);
        return builder.Options;
    }

    private static PostgreSqlMigration Migration(string connectionString) =>
        new(new StoreContexts(Options(connectionString), PostgreSqlDialect.Instance), NullLogger<PostgreSqlMigration>.Instance);

    private void Create(string options) => PostgreSqlServer.Instance.Execute($"CREATE DATABASE \"{_name}\" {options} TEMPLATE template0");

    private RelationSyncDb Db() => PostgreSqlDialect.Instance.CreateContext(Options(ConnectionString));

    private Task MigrateAsync() => Migration(ConnectionString).RunAsync(CancellationToken.None);

    private Task<StartupException> RefusedAsync() => Assert.ThrowsAsync<StartupException>(MigrateAsync);

    private async Task<Store> StoreAsync(string? serverOptions = null)
    {
        Create("ENCODING 'UTF8' LOCALE 'C.UTF-8'");
        await MigrateAsync();
        var connectionString = new NpgsqlConnectionStringBuilder(ConnectionString) { Options = serverOptions }.ToString();
        var store = new Store(new StoreContexts(Options(connectionString), PostgreSqlDialect.Instance));
        _made.Add(store);
        return store;
    }

    private void HangUp() =>
        PostgreSqlServer.Instance.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name}'");

    private static Task WriteAsync(Store store) => store.WriteAsync(Add, CancellationToken.None);

    private static Task Add(RelationSyncDb db, CancellationToken cancellationToken)
    {
        db.Add(new Setting { Key = Guid.NewGuid().ToString(), Value = "" });
        return Task.CompletedTask;
    }

    /// <summary>The pool finds its dead connections one by one.</summary>
    private static async Task AssertRecoversAsync(Store store, StoreProbe probe)
    {
        await Soon.HoldsAsync(async () => await probe.LookAsync(CancellationToken.None) is null);
        Assert.True(store.IsWritable);
        await WriteAsync(store);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
