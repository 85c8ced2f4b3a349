using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Portal.Storage;

/// <summary>
/// An SQLite store of a build before 1.0, whose fourteen migrations have become one. The tables are the same; what differs
/// are the counts of the error log, which triggers kept, and the search's index.
/// </summary>
internal sealed class FormerStore(IDbContextFactory<RelationSyncDb> factory)
{
    /// <summary>In their order.</summary>
    internal static readonly string[] Migrations =
    [
        "20261123170650_First", "20261125195757_AuditAndBudgets", "20261125202029_RefusalsAndCalls", "20261125202117_ActionIndex", "20261125205228_IntakeMinutes",
        "20261125205500_Invitations", "20261125205818_Notifications", "20261125210040_Erasure", "20261125212242_WrittenEvents", "20261125234912_FailedCounts",
        "20261126032512_OpenEnds", "20261126040747_SecondFactor", "20261129122507_Truth", "20261129124500_ClosedEntries",
    ];

    /// <summary>Made anew from the rest: the counts at once, the search's index in the background.</summary>
    private static readonly string[] Derived = ["ActionIndex", "ActionIndexState", "StaleActions", "ActionOperators", "LogCounts", "LogActions"];

    /// <summary>The former migrations that the store at that file has; empty: it is none of those, or there is none.</summary>
    public static IReadOnlyList<string> Applied(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        if (new FileInfo(builder.DataSource) is not { Exists: true, Length: > 0 })
        {
            return [];
        }

        using var connection = new SqliteConnection(builder.ToString());
        connection.Open();
        return Applied(connection);
    }

    /// <summary>Makes a store that has all of <see cref="Migrations"/> one that has the first of 1.0, in one transaction. The next start applies the others.</summary>
    public void Upgrade()
    {
        using var db = factory.CreateDbContext();
        using var transaction = db.Database.BeginTransaction();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        if (Applied(connection).Count < Migrations.Length)
        {
            throw new InvalidOperationException("Another process is at this store.");
        }

        foreach (var trigger in Read(connection, "SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
        {
            Execute(connection, $"DROP TRIGGER \"{trigger}\"");
        }

        foreach (var table in Derived)
        {
            Execute(connection, $"DROP TABLE \"{table}\"");
        }

        Execute(connection, "DROP INDEX \"IX_LogEntries_Ends\"");
        Execute(connection, UnmodelledTables.Sqlite);
        LogCounts.Rebuild(db);
        Execute(connection, "DELETE FROM \"__EFMigrationsHistory\"");
        Execute(connection, MigrationScript.Statements(db, [db.Database.GetMigrations().First()]).Last());
        transaction.Commit();
    }

    private static List<string> Applied(SqliteConnection connection) =>
        Read(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = '__EFMigrationsHistory'").Count == 0
            ? []
            : [.. Read(connection, MigrationScript.ReadHistory).Intersect(Migrations, StringComparer.OrdinalIgnoreCase)];

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
