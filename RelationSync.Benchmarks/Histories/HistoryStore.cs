using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Histories;

/// <summary>
/// The real store in memory, for one history at a time: each begins with the same two inboxes and their connections. All
/// processes use it, one after another, as their steps are.
/// </summary>
internal sealed class HistoryStore : IDisposable
{
    /// <summary>Of the inboxes 1 and 2.</summary>
    public static readonly Guid[] Connections = [new("10000000-0000-0000-0000-000000000001"), new("10000000-0000-0000-0000-000000000002")];

    private static readonly Guid[] Authorizations = [new("20000000-0000-0000-0000-000000000001"), new("20000000-0000-0000-0000-000000000002")];

    private static readonly Lazy<SqliteConnection> Template = new(MakeTemplate);

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteCommand _look;
    private readonly SqliteCommand _reset;

    public HistoryStore()
    {
        _connection.Open();
        Execute(_connection, "PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY");
        lock (Template)
        {
            Template.Value.BackupDatabase(_connection);
        }

        _reset = PrepareReset();
        Contexts = new PooledDbContextFactory<RelationSyncDb>(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite(_connection).AddInterceptors(Commits).EnableThreadSafetyChecks(false).Options, poolSize: 16);
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
        _reset.ExecuteNonQuery();
        if (!kind.TwoUsers)
        {
            Execute(_connection, """UPDATE "Connections" SET "AuthorizationId" = (SELECT "AuthorizationId" FROM "Connections" WHERE "InboxId" = 1)""");
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
        _reset.Dispose();
        _connection.Dispose();
    }

    /// <summary>Empties what was empty, and puts back what wasn't: far quicker than a fresh copy, whose schema has to be read again.</summary>
    private SqliteCommand PrepareReset()
    {
        List<string> statements = ["PRAGMA foreign_keys=OFF", "BEGIN"];
        foreach (var table in Tables())
        {
            statements.Add($"""DELETE FROM "{table}" """);
            if (Count(table) > 0)
            {
                Execute(_connection, $"""CREATE TEMP TABLE "kept{table}" AS SELECT * FROM "{table}" """);
                statements.Add($"""INSERT INTO "{table}" SELECT * FROM "kept{table}" """);
            }
        }

        var reset = _connection.CreateCommand();
        statements.AddRange(["UPDATE sqlite_sequence SET seq = 0", "COMMIT", "PRAGMA foreign_keys=ON"]);
        reset.CommandText = string.Join(";\n", statements);
        return reset;
    }

    /// <summary>Those that rows are put into; what full-text search keeps of them follows by itself.</summary>
    private List<string> Tables()
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            """
            SELECT name FROM sqlite_schema AS t WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE 'CREATE VIRTUAL%'
            AND NOT EXISTS (SELECT 1 FROM sqlite_schema AS v WHERE v.sql LIKE 'CREATE VIRTUAL%' AND t.name LIKE v.name || '!_%' ESCAPE '!')
            """;
        using var reader = command.ExecuteReader();
        List<string> names = [];
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private long Count(string table)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"""SELECT COUNT(*) FROM "{table}" """;
        return (long)command.ExecuteScalar()!;
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
            Inbox inbox = new() { Key = $"inbox{i + 1}", Name = "受信箱", TimeZone = "Asia/Tokyo", SecretProtected = "-" };
            (inbox.SyncFrom, inbox.CreatedAt) = (made, made);
            Authorization authorization = new() { Id = Authorizations[i], LoginUrl = "https://login.salesforce.com", RefreshTokenProtected = "-" };
            authorization.CreatedAt = made;
            db.AddRange(inbox, authorization);
            db.SaveChanges();
            db.Add(new Connection { Id = Connections[i], Inbox = inbox, Authorization = authorization, Targets = TargetKind.Both, CreatedAt = made });
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
