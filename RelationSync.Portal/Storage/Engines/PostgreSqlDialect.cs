using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace RelationSync.Portal.Storage.Engines;

internal sealed partial class PostgreSqlDialect : Dialect
{
    public static readonly PostgreSqlDialect Instance = new();

    /// <summary>Done so often, and in vain, it is the engine's own trouble.</summary>
    private const int MostAttempts = 40;

    private const int MostAfterViolation = 4;

    private const string IdleInTransactionSessionTimeout = "25P03";

    private PostgreSqlDialect()
    {
    }

    public override StoreProvider Provider => StoreProvider.PostgreSql;

    public override bool HasOneWriter => false;

    /// <summary>Conflicts are retried, so EF Core doesn't log them as errors; a caller that gives up logs it.</summary>
    public override void Use(DbContextOptionsBuilder options, string connectionString) => options.UseNpgsql(connectionString).ConfigureWarnings(w => w.Log(
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug),
        (RelationalEventId.TransactionError, LogLevel.Debug)));

    public override RelationSyncDb CreateContext(DbContextOptions<RelationSyncDb> options) => new PostgreSqlDb(options);

    public override string ForUpdate => " FOR UPDATE";

    public override string ForShare => " FOR SHARE";

    internal override async Task<IDbContextTransaction> BeginWriteAsync(RelationSyncDb db, WriteGuard guard, CancellationToken cancellationToken)
    {
        // What failed is done again from its beginning, or not at all.
        db.Database.AutoSavepointsEnabled = false;
        var isolation = guard is WriteGuard.Serializable ? IsolationLevel.Serializable : IsolationLevel.RepeatableRead;
        var transaction = await db.Database.BeginTransactionAsync(isolation, cancellationToken);
        try
        {
            if (First(guard) is { } first)
            {
                await db.Database.ExecuteSqlRawAsync(first, cancellationToken);
            }

            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    internal override async Task<IAsyncDisposable?> HoldStartAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false, CommandTimeout = 0 };
        var connection = new NpgsqlConnection(builder.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await AdvisoryLock.TakeAsync(connection, AdvisoryLock.Start, "starting", cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>What only reads holds nobody up, and may take its time between two reads.</summary>
    public override async Task<IDbContextTransaction> BeginMomentAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        try
        {
            await db.Database.ExecuteSqlRawAsync("SET LOCAL idle_in_transaction_session_timeout = 0", cancellationToken);
            return moment;
        }
        catch
        {
            await moment.DisposeAsync();
            throw;
        }
    }

    public override bool IsConflict(Exception exception, int attempt) => exception is PostgresException e && e.SqlState switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => attempt < MostAttempts,
        // This node stood still with the transaction open, and the server ended it: nothing of it is committed.
        IdleInTransactionSessionTimeout => attempt < MostAttempts,
        // Of two that looked for a row and then inserted it at once, the later one hears of it so; done again it finds the row.
        PostgresErrorCodes.UniqueViolation => attempt < MostAfterViolation,
        _ => false,
    };

    public override bool IsUnwritable(Exception exception) => exception switch
    {
        PostgresException e => IsUnwritable(e.SqlState),
        NpgsqlException => true, // out of reach, or it hung up
        _ => false,
    };

    public override bool EmptiesLog(RelationSyncDb db) => true;

    // LOCK TABLE doesn't take the transaction's snapshot, so what is read after the wait is what the one before committed; the
    // SELECT of an advisory lock would take it before. Transactions that scan small tables whole would all count as conflicts.
    private static string? First(WriteGuard guard) => guard switch
    {
        WriteGuard.Serializable => "SET LOCAL enable_seqscan = off",
        WriteGuard.Rows => null,
        WriteGuard.InOrder => """LOCK TABLE "CommitOrder" IN EXCLUSIVE MODE""",
        WriteGuard.Indexing => """LOCK TABLE "ActionIndexState" IN EXCLUSIVE MODE""",
        _ => throw new ArgumentOutOfRangeException(nameof(guard), guard, "no such guard"),
    };

    // By class: 08 connection, 28 who we are, 53 resources (53100 disk full), 57 operator (57P01 shutdown), 58 system, XX internal.
    private static bool IsUnwritable(string state) => state[..2] is "08" or "28" or "53" or "57" or "58" or "XX"
        || state is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.ObjectNotInPrerequisiteState // takes no connections
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
}
