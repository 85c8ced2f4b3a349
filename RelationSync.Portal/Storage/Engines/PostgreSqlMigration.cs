using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Storage.Engines;

/// <summary>
/// Brings a PostgreSQL store to the newest migration in one transaction, by one node at a time: the others wait for an
/// advisory lock of the session, which ends with the node that holds it. A database that the search can't work on is
/// refused before anything is made in it.
/// </summary>
internal sealed partial class PostgreSqlMigration(IDbContextFactory<RelationSyncDb> factory, ILogger<PostgreSqlMigration> logger) : IStoreMigration
{
    internal const int LeastVersion = 150000;

    private const string Japanese = "見積書";

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var builder = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false, CommandTimeout = 0 };
        await using var connection = new NpgsqlConnection(builder.ToString());
        await connection.OpenAsync(cancellationToken);
        await CheckServerAsync(connection, cancellationToken);
        if (MigrationScript.Pending(db, await AppliedAsync(connection, cancellationToken)).Count > 0)
        {
            await MigrateAsync(db, connection, cancellationToken);
        }
        else
        {
            MigrationScript.CheckTables(db, await ReadAsync(connection, "SELECT tablename::text FROM pg_tables WHERE schemaname = ANY (current_schemas(false))", cancellationToken));
            await CheckSearchAsync(connection, cancellationToken);
        }
    }

    private async Task MigrateAsync(RelationSyncDb db, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        LogWaiting(logger);
        await AdvisoryLock.TakeAsync(connection, AdvisoryLock.Migration, "migrating the store", cancellationToken);
        var pending = MigrationScript.Pending(db, await AppliedAsync(connection, cancellationToken)); // another node can have migrated it while this one waited
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await MakeExtensionAsync(connection, cancellationToken);
        await CheckSearchAsync(connection, cancellationToken);
        if (pending.Count == 0)
        {
            return;
        }

        LogBegun(logger, pending.Count, pending[^1]);
        var started = Stopwatch.GetTimestamp();
        foreach (var statement in MigrationScript.Statements(db, pending))
        {
            await ExecuteAsync(connection, statement, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        LogEnded(logger, pending.Count, pending[^1], (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static async Task CheckServerAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var version = int.Parse((string)(await ScalarAsync(connection, "SHOW server_version_num", cancellationToken))!, System.Globalization.CultureInfo.InvariantCulture);
        if (version < LeastVersion)
        {
            throw new StartupException($"ConnectionStrings:RelationSync leads to PostgreSQL {connection.PostgreSqlVersion}; the store needs version {LeastVersion / 10000} or later.");
        }

        if (await ScalarAsync(connection, "SHOW server_encoding", cancellationToken) is not "UTF8" and var encoding)
        {
            throw new StartupException($"The database '{connection.Database}' has the encoding {encoding}; the store needs UTF8: CREATE DATABASE … ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0.");
        }
    }

    private static async Task MakeExtensionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, "CREATE EXTENSION IF NOT EXISTS pg_trgm", cancellationToken);
        }
        catch (PostgresException e)
        {
            throw new StartupException($"The database '{connection.Database}' needs the extension pg_trgm, which can't be made: {e.MessageText}. Have an administrator of the server install it (package postgresql-contrib) and run CREATE EXTENSION pg_trgm in this database.");
        }
    }

    private static async Task CheckSearchAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, $"SELECT COALESCE(array_length(show_trgm('{Japanese}'), 1), 0)", cancellationToken) is 0)
        {
            throw new StartupException($"The database '{connection.Database}' has a locale (LC_CTYPE) that takes Japanese for no letters, so nothing in it could be searched for: CREATE DATABASE … ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0.");
        }
    }

    private static async Task<List<string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var history = await ScalarAsync(connection, "SELECT to_regclass('\"__EFMigrationsHistory\"')::text", cancellationToken);
        return history is string ? await ReadAsync(connection, MigrationScript.ReadHistory, cancellationToken) : [];
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The store is to be migrated; waiting for its lock.")]
    private static partial void LogWaiting(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Migrating the store: {Count} migrations, up to {Migration}. Killed or stopped meanwhile, it stays as it was.")]
    private static partial void LogBegun(ILogger logger, int count, string migration);

    [LoggerMessage(LogLevel.Information, "The store is migrated: {Count} migrations, up to {Migration}, in {Milliseconds} ms.")]
    private static partial void LogEnded(ILogger logger, int count, string migration, long milliseconds);
}
