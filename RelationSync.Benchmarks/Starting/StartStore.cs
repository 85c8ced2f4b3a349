using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using RelationSync.Benchmarks.Harness;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Starting;

/// <summary>A store that starts are made on, and a provisioning file with one inbox.</summary>
internal abstract class StartStore : IDisposable
{
    public const string Inbox = "starts";

    private static readonly string Secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly string _provisioning = Path.Combine(Path.GetTempPath(), $"relationsync-starts-{Guid.NewGuid():N}.json");
    private int _posted;

    protected StartStore() => File.WriteAllText(_provisioning, JsonSerializer.Serialize(new
    {
        users = new[] { new { email = PortalProcess.Email, password = PortalProcess.Password, role = "Administrator" } },
        inboxes = new[] { new { key = Inbox, name = Inbox, secret = Secret, time_zone = "Asia/Tokyo" } },
    }));

    public abstract StoreTarget Target { get; }

    /// <summary>What is broken in it; null: it is whole.</summary>
    public abstract string? Damage();

    /// <summary>The same store and keys once more. The portal doesn't run on this one.</summary>
    public abstract StartStore Copy();

    protected abstract RelationSyncDb Db();

    /// <summary>Makes a store that the newest migration is still to come to.</summary>
    public virtual void MakeOld()
    {
        using var db = Db();
        db.GetService<IMigrator>().Migrate(db.Database.GetMigrations().SkipLast(1).Last());
    }

    /// <summary>Makes it one that a later version has been at.</summary>
    public void MakeNewer() => Execute("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99.0')""");

    /// <summary>Has what is posted kept, as an inbox with a connection does. The portal has been started once.</summary>
    public void Keep() => Execute("""UPDATE "Inboxes" SET "SyncFrom" = 1""");

    /// <param name="provisioned">Whether it reads the provisioning file, as the first start has to.</param>
    /// <param name="beside">Settings that replace its own.</param>
    public PortalStart Begin(bool provisioned = true, IReadOnlyDictionary<string, string>? beside = null)
    {
        var settings = new Dictionary<string, string>(Target.Settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__LogLevel__RelationSync"] = "Information",
            ["Intake__OperationsPerMinute"] = "10000000",
            ["DOTNET_TieredPGO"] = "0", // no process lives long enough to gain by being profiled
        };
        if (provisioned)
        {
            settings["Provisioning__Path"] = _provisioning;
        }

        foreach (var (key, value) in beside ?? new Dictionary<string, string>())
        {
            settings[key] = value;
        }

        return PortalStart.Begin(settings, Secret);
    }

    /// <summary>So many operations that were never posted.</summary>
    public List<string> Operations(int count) => [.. Enumerable.Range(Interlocked.Add(ref _posted, count) - count, count).Select(Operation)];

    /// <summary>How many operations the inbox was answered for, of those in the store.</summary>
    public long Received() => Convert.ToInt64(Scalar("""SELECT COALESCE(SUM("Received"), 0) FROM "IntakeMinutes" """), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public virtual void Dispose() => File.Delete(_provisioning);

    protected internal void Execute(string sql)
    {
        using var connection = Target.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    protected object? Scalar(string sql)
    {
        using var connection = Target.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

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
