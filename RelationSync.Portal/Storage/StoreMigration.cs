using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Brings an SQLite store to the newest migration in one transaction of SQLite's own: all of it or nothing, and the lock
/// dies with its process. EF Core's lock is a row (<c>__EFMigrationsLock</c>) that a killed start leaves behind and every
/// later one waits for; it is neither taken nor waited for here, and one that an older version left is taken away.
/// </summary>
internal sealed partial class StoreMigration(IDbContextFactory<RelationSyncDb> factory, ILogger<StoreMigration> logger) : IStoreMigration
{
    private const string FindTable = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = $name";

    /// <summary>Takes no lock and writes nothing if there is nothing to migrate.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var builder = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false };
        await using var connection = new SqliteConnection(builder.ToString());
        await connection.OpenAsync(cancellationToken);
        if (Pending(db, connection).Count > 0)
        {
            Migrate(db, connection);
            return;
        }

        MigrationScript.CheckTables(db, Read(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'"));
        if (HasStaleLock(connection))
        {
            TakeLockAway(connection);
        }
    }

    private void TakeLockAway(SqliteConnection connection)
    {
        try
        {
            Execute(connection, "DELETE FROM \"__EFMigrationsLock\"");
            LogStaleLock(logger);
        }
        catch (SqliteException)
        {
            // It only blocks an older version; a store that can't be written is reported elsewhere.
        }
    }

    private void Migrate(RelationSyncDb db, SqliteConnection connection)
    {
        // Some migrations rebuild tables; inside a transaction foreign keys can't be turned off.
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=OFF;");
        LogWaiting(logger);
        Execute(connection, "BEGIN IMMEDIATE");
        var pending = Pending(db, connection); // another process can have migrated it while this one waited
        if (pending.Count == 0)
        {
            Execute(connection, "ROLLBACK");
            return;
        }

        LogBegun(logger, pending.Count, pending[^1]);
        var started = Stopwatch.GetTimestamp();
        foreach (var statement in MigrationScript.Statements(db, pending))
        {
            Execute(connection, statement);
        }

        Execute(connection, "DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
        Execute(connection, "COMMIT");
        LogEnded(logger, pending.Count, pending[^1], (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static List<string> Pending(RelationSyncDb db, SqliteConnection connection)
    {
        var applied = Scalar(connection, FindTable, "__EFMigrationsHistory") is > 0L ? Read(connection, MigrationScript.ReadHistory) : [];
        return MigrationScript.Pending(db, applied);
    }

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

    private static bool HasStaleLock(SqliteConnection connection) =>
        Scalar(connection, FindTable, "__EFMigrationsLock") is > 0L && Scalar(connection, "SELECT COUNT(*) FROM \"__EFMigrationsLock\"") is > 0L;

    private static object? Scalar(SqliteConnection connection, string sql, string? name = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (name is not null)
        {
            command.Parameters.AddWithValue("$name", name);
        }

        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [LoggerMessage(LogLevel.Information, "The store is to be migrated; waiting for its lock.")]
    private static partial void LogWaiting(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Migrating the store: {Count} migrations, up to {Migration}. Killed or stopped meanwhile, it stays as it was.")]
    private static partial void LogBegun(ILogger logger, int count, string migration);

    [LoggerMessage(LogLevel.Information, "The store is migrated: {Count} migrations, up to {Migration}, in {Milliseconds} ms.")]
    private static partial void LogEnded(ILogger logger, int count, string migration, long milliseconds);

    [LoggerMessage(LogLevel.Information, "A migration lock that a killed start of an older version left behind is taken away.")]
    private static partial void LogStaleLock(ILogger logger);
}
