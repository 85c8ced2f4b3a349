using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>A start is up or out whatever an earlier one left behind, and a store is migrated wholly or not at all.</summary>
public sealed class StoreMigrationTests : IDisposable
{
    private const string LeftBehind = """
        CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
        INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-23 01:00:00+00:00');
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-migration-").FullName;

    /// <summary>Every migration there is, so that a new one can't be forgotten; the last stands for a store that is up to date.</summary>
    public static TheoryData<string> Migrations
    {
        get
        {
            using var db = new Factory("unused.db").CreateDbContext();
            return [.. db.Database.GetMigrations()];
        }
    }

    private string File => Path.Combine(_folder, "store.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Migrations))]
    public async Task Run_LockLeftBehindByAKilledStart_MigratesAndTakesItAway(string migration)
    {
        MigrateByEf(File, migration);
        Execute(File, LeftBehind);

        await RunAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.True(await IsNewestAsync());
        using var connection = Open(File);
        Assert.True(Tables(connection, "__EFMigrationsLock") == 0 || Count(connection, """SELECT COUNT(*) FROM "__EFMigrationsLock" """) == 0);
    }

    [Theory]
    [MemberData(nameof(Migrations))]
    public async Task Run_FromAnyVersion_MakesTheSchemaThatEfMakes(string migration)
    {
        MigrateByEf(File, migration);
        var other = Path.Combine(_folder, "other.db");
        MigrateByEf(other, migration);
        MigrateByEf(other, null);

        await RunAsync();

        Assert.Equal(Schema(other), Schema(File));
    }

    [Fact]
    public async Task Run_StoreOfWhichATableIsMissing_IsRefusedWithItsName()
    {
        MigrateByEf(File, null);
        Execute(File, """DROP TABLE "Operations" """);

        var refused = await Assert.ThrowsAsync<StartupException>(() => RunAsync());

        Assert.Contains("Operations", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NewFile_MakesTheSchemaThatEfMakes()
    {
        var other = Path.Combine(_folder, "other.db");
        MigrateByEf(other, null);

        await RunAsync();

        Assert.Equal(Schema(other), Schema(File));
    }

    [Fact]
    public async Task Run_NothingToMigrate_WaitsForNoLock()
    {
        MigrateByEf(File, null);
        using var other = Open(File);
        using var held = other.BeginTransaction(deferred: false);

        await RunAsync();

        Assert.True(await IsNewestAsync());
    }

    [Fact]
    public async Task Run_ByTwoAtOnce_BothComeThrough()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(RunAsync)));

        Assert.True(await IsNewestAsync());
    }

    [Fact]
    public async Task Run_ThatFails_LeavesTheStoreAsItWas()
    {
        Execute(File, """CREATE TABLE "__EFMigrationsHistory" ("MigrationId" TEXT NOT NULL, "ProductVersion" TEXT NOT NULL); CREATE TABLE "WrittenEvents" ("X" INTEGER)""");
        var before = Schema(File);

        await Assert.ThrowsAsync<SqliteException>(RunAsync);

        Assert.Equal(before, Schema(File));
    }

    private Task RunAsync() => new StoreMigration(new Factory(File), NullLogger<StoreMigration>.Instance).RunAsync(CancellationToken.None);

    private async Task<bool> IsNewestAsync()
    {
        await using var db = new Factory(File).CreateDbContext();
        return !(await db.Database.GetPendingMigrationsAsync()).Any();
    }

    private static void MigrateByEf(string file, string? migration)
    {
        using var db = new Factory(file).CreateDbContext();
        db.GetService<IMigrator>().Migrate(migration);
    }

    private static void Execute(string file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Schema(string file)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT name || ' ' || COALESCE(sql, '') FROM sqlite_schema WHERE name NOT LIKE '%MigrationsLock%'
            UNION ALL SELECT 'applied ' || "MigrationId" FROM "__EFMigrationsHistory" ORDER BY 1
            """;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static long Tables(SqliteConnection connection, string name) => Count(connection, $"SELECT COUNT(*) FROM sqlite_schema WHERE name = '{name}'");

    private static long Count(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private sealed class Factory(string file) : IDbContextFactory<RelationSyncDb>
    {
        public RelationSyncDb CreateDbContext() => new(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite($"Data Source={file};Pooling=False;Default Timeout=10").Options);
    }
}
