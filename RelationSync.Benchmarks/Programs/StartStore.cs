using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using RelationSync.Benchmarks.Harness;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Programs;

/// <summary>A folder with a store, its keys and a provisioning file with one inbox, that starts are made on. SQLite.</summary>
internal sealed class StartStore : IDisposable
{
    public const string Inbox = "starts";
    public const string Engine = "SQLite";

    private readonly DirectoryInfo? _own;
    private readonly string _provisioning = Path.Combine(Path.GetTempPath(), $"relationsync-starts-{Guid.NewGuid():N}.json");
    private static readonly string Secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private int _posted;

    /// <param name="folder">Null: one of its own.</param>
    public StartStore(string? folder = null)
    {
        _own = folder is null ? Directory.CreateTempSubdirectory("relationsync-starts-") : null;
        Folder = folder ?? _own!.FullName;
        File.WriteAllText(_provisioning, JsonSerializer.Serialize(new
        {
            users = new[] { new { email = PortalProcess.Email, password = PortalProcess.Password, role = "Administrator" } },
            inboxes = new[] { new { key = Inbox, name = Inbox, secret = Secret, time_zone = "Asia/Tokyo" } },
        }));
    }

    public string Folder { get; }

    public string Database => Path.Combine(Folder, "portal.db");

    public string Keys => Path.Combine(Folder, "keys");

    /// <summary>
    /// Makes a store that the newest migration is still to come to, with the lock that EF Core leaves behind where it is killed.
    /// While there is only one migration, all of it is to come.
    /// </summary>
    public void MakeOld()
    {
        using (var db = Db())
        {
            if (db.Database.GetMigrations().SkipLast(1).LastOrDefault() is { } last)
            {
                db.GetService<IMigrator>().Migrate(last);
            }
        }

        LeaveLock();
    }

    /// <summary>Leaves EF Core's lock row behind, as a start of an older version that was killed.</summary>
    public void LeaveLock() => Execute(
        """
        CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
        INSERT OR REPLACE INTO "__EFMigrationsLock" VALUES (1, '2026-11-23 01:00:00+00:00');
        """);

    /// <summary>Has what is posted kept, as an inbox with a connection does. The portal has been started once.</summary>
    public void Keep() => Execute("""UPDATE "Inboxes" SET "SyncFrom" = 1""");

    /// <summary>Makes it another store, as if it had been started in its own right.</summary>
    public void BeAnother() => Execute($"PRAGMA application_id = {RandomNumberGenerator.GetInt32(1, int.MaxValue)}");

    /// <summary>The same store and keys once more. The portal doesn't run on this one.</summary>
    /// <param name="folder">Null: one of its own.</param>
    public StartStore Copy(string? folder = null)
    {
        var copy = new StartStore(folder);
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            File.Copy(file, Path.Combine(copy.Folder, Path.GetFileName(file)));
        }

        var keys = Directory.CreateDirectory(copy.Keys);
        foreach (var file in Directory.EnumerateFiles(Keys))
        {
            File.Copy(file, Path.Combine(keys.FullName, Path.GetFileName(file)));
        }

        return copy;
    }

    /// <param name="provisioned">Whether it reads the provisioning file, as the first start has to.</param>
    public PortalStart Begin(bool provisioned = true)
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__RelationSync"] = $"Data Source={Database}",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__LogLevel__RelationSync"] = "Information",
            ["Intake__OperationsPerMinute"] = "10000000",
            ["DOTNET_TieredPGO"] = "0", // no process lives long enough to gain by being profiled
        };
        if (provisioned)
        {
            settings["Provisioning__Path"] = _provisioning;
        }

        return PortalStart.Begin(settings, Secret);
    }

    /// <summary>So many operations that were never posted.</summary>
    public List<string> Operations(int count) => [.. Enumerable.Range(Interlocked.Add(ref _posted, count) - count, count).Select(Operation)];

    /// <summary>How many operations the inbox was answered for, of those in the store's file.</summary>
    public long Received()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT COALESCE(SUM("Received"), 0) FROM "IntakeMinutes" """;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>What SQLite says of the file; null: it is whole.</summary>
    public string? Damage()
    {
        if (!File.Exists(Database))
        {
            return null;
        }

        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check";
        var answer = (string)command.ExecuteScalar()!;
        return answer == "ok" ? null : answer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_provisioning);
        _own?.Delete(recursive: true);
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }

    private RelationSyncDb Db() => new(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite($"Data Source={Database};Pooling=False").Options);

    private static string Operation(int number) => new JsonObject
    {
        ["id"] = $"s{number}",
        ["type"] = "message.sent",
        ["channel"] = "mail",
        ["activity_id"] = $"s{number}",
        ["occurred_at"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        ["operator"] = new JsonObject { ["email"] = Samples.Operator },
        ["data"] = new JsonObject { ["subject"] = $"件{number}", ["body"] = new string('本', 500), ["to"] = new JsonArray(Samples.Email(0)) },
    }.ToJsonString();
}
