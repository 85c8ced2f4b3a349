using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Histories;

/// <summary>
/// The real store in memory, for one history at a time: each begins with a copy of the same template, with two inboxes
/// and their connections. All processes use it one after another, as their steps are.
/// </summary>
internal sealed class HistoryStore : IDisposable
{
    /// <summary>Of the inboxes 1 and 2.</summary>
    public static readonly Guid[] Connections = [new("10000000-0000-0000-0000-000000000001"), new("10000000-0000-0000-0000-000000000002")];

    private static readonly Guid[] Authorizations = [new("20000000-0000-0000-0000-000000000001"), new("20000000-0000-0000-0000-000000000002")];

    private static readonly Lazy<SqliteConnection> Template = new(MakeTemplate);

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteCommand _look;

    public HistoryStore()
    {
        _connection.Open();
        Execute(_connection, "PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY");
        Contexts = new PooledDbContextFactory<RelationSyncDb>(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite(_connection).AddInterceptors(Commits).Options, poolSize: 16);
        _look = _connection.CreateCommand();
        _look.CommandText =
            """
            SELECT "InboxId" * 1000 + "Status" * 100 + "Intent" * 10 + "Doubt" * 3 + "SentUnmarked" + ("EventId" IS NOT NULL) * 2 FROM "Actions"
            UNION ALL SELECT 900000 + ("LeaseOwner" IS NOT NULL) * 2 + ("LimitSince" IS NOT NULL) FROM "Connections"
            """;
    }

    public HistoryCommits Commits { get; } = new();

    public PooledDbContextFactory<RelationSyncDb> Contexts { get; }

    /// <summary>The user who approved an authorisation.</summary>
    public static string UserOf(Guid authorization) => HistoryPeople.Connecting[Array.IndexOf(Authorizations, authorization)];

    /// <summary>Begins anew.</summary>
    public void Reset(HistoryOrgKind kind)
    {
        lock (Template)
        {
            Template.Value.BackupDatabase(_connection);
        }

        if (!kind.TwoUsers)
        {
            using var same = _connection.CreateCommand();
            same.CommandText = """UPDATE "Connections" SET "AuthorizationId" = (SELECT "AuthorizationId" FROM "Connections" WHERE "InboxId" = 1)""";
            same.ExecuteNonQuery();
        }
    }

    /// <summary>How actions and connections stand, without who and when; in no order.</summary>
    public List<long> Look()
    {
        List<long> found = [];
        using var reader = _look.ExecuteReader();
        while (reader.Read())
        {
            found.Add(reader.GetInt64(0));
        }

        found.Sort();
        return found;
    }

    public void Dispose()
    {
        _look.Dispose();
        _connection.Dispose();
    }

    private static SqliteConnection MakeTemplate()
    {
        SqliteConnection connection = new("Data Source=:memory:");
        connection.Open();
        using RelationSyncDb db = new(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite(connection).Options);
        db.Database.Migrate();
        var made = HistoryClock.Start.AddDays(-1);
        for (var i = 0; i < Connections.Length; i++)
        {
            Inbox inbox = new() { Key = $"inbox{i + 1}", Name = "受信箱", TimeZone = "Asia/Tokyo", SecretProtected = "-", SyncFrom = made, CreatedAt = made };
            Authorization authorization = new() { Id = Authorizations[i], LoginUrl = "https://login.salesforce.com", RefreshTokenProtected = "-", CreatedAt = made };
            db.AddRange(inbox, authorization);
            db.SaveChanges();
            db.Add(new Connection { Id = Connections[i], InboxId = inbox.Id, AuthorizationId = authorization.Id, Targets = TargetKind.Both, LinkOpportunities = false, CreatedAt = made });
            db.SaveChanges();
        }

        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
