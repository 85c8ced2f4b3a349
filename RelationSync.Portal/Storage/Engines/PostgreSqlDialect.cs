using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace RelationSync.Portal.Storage.Engines;

internal sealed partial class PostgreSqlDialect : Dialect
{
    public static readonly PostgreSqlDialect Instance = new();

    /// <summary>
    /// Neither statement takes the transaction's snapshot, so what is read after the wait for the lock is what the one before
    /// committed; a SELECT of an advisory lock would have taken it before. Without scans of whole tables, which are small,
    /// transactions that read different rows of one don't count as conflicts.
    /// </summary>
    private const string Begin = "SET LOCAL enable_seqscan = off";

    private const string BeginInOrder = $"{Begin}; LOCK TABLE \"CommitOrder\" IN EXCLUSIVE MODE";

    /// <summary>Done so often, and in vain, it is the engine's own trouble.</summary>
    private const int MostAttempts = 40;

    private const int MostAfterViolation = 4;

    private PostgreSqlDialect()
    {
    }

    public override StoreProvider Provider => StoreProvider.PostgreSql;

    public override bool HasOneWriter => false;

    public override void Use(DbContextOptionsBuilder options, string connectionString) => options.UseNpgsql(connectionString);

    public override RelationSyncDb CreateContext(DbContextOptions<RelationSyncDb> options) => new PostgreSqlDb(options);

    public override async Task<IDbContextTransaction> BeginWriteAsync(RelationSyncDb db, bool inOrder, CancellationToken cancellationToken)
    {
        // What failed is done again from its beginning, or not at all.
        db.Database.AutoSavepointsEnabled = false;
        var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        try
        {
            await db.Database.ExecuteSqlRawAsync(inOrder ? BeginInOrder : Begin, cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public override Task<IDbContextTransaction> BeginMomentAsync(RelationSyncDb db, CancellationToken cancellationToken) =>
        db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    public override bool IsConflict(Exception exception, int attempt) => exception is PostgresException e && e.SqlState switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => attempt < MostAttempts,
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

    // By class: 08 connection, 28 who we are, 53 resources (53100 disk full), 57 operator (57P01 shutdown), 58 system, XX internal.
    private static bool IsUnwritable(string state) => state[..2] is "08" or "28" or "53" or "57" or "58" or "XX"
        || state is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.ObjectNotInPrerequisiteState // takes no connections
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
}
