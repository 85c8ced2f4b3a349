using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace RelationSync.Portal.Storage.Engines;

internal sealed partial class SqliteDialect : Dialect
{
    public static readonly SqliteDialect Instance = new();

    // https://www.sqlite.org/rescode.html: BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB.
    private static readonly HashSet<int> Unwritable = [5, 6, 8, 10, 11, 13, 14, 26];

    private SqliteDialect()
    {
    }

    public override StoreProvider Provider => StoreProvider.Sqlite;

    public override bool HasOneWriter => true;

    public override void Use(DbContextOptionsBuilder options, string connectionString) => options.UseSqlite(connectionString);

    public override RelationSyncDb CreateContext(DbContextOptions<RelationSyncDb> options) => new(options);

    // It has one writer.
    public override string ForUpdate => "";

    public override string ForShare => "";

    internal override Task<IDbContextTransaction> BeginWriteAsync(RelationSyncDb db, WriteGuard guard, CancellationToken cancellationToken) =>
        db.Database.BeginTransactionAsync(cancellationToken);

    public override async Task<IDbContextTransaction> BeginMomentAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        // A plain EF transaction would take the writer's turn.
        await db.Database.OpenConnectionAsync(cancellationToken);
        var moment = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        return (await db.Database.UseTransactionAsync(moment, cancellationToken))!;
    }

    public override bool IsConflict(Exception exception, int attempt) => false;

    public override bool IsUnwritable(Exception exception) => exception is SqliteException sqlite && Unwritable.Contains(sqlite.SqliteErrorCode);

    /// <summary>What is erased in the file may still stand in older frames of its log (WAL). False: a long read is in the way.</summary>
    public override bool EmptiesLog(RelationSyncDb db)
    {
        using var checkpoint = new PreparedSql(db, "PRAGMA wal_checkpoint(TRUNCATE)");
        return checkpoint.Read(r => r.GetInt64(0)) is [0];
    }
}
