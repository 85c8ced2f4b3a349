using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace RelationSync.Portal.Storage.Engines;

/// <summary>SQL that differs between the engines. SQL that both understand is written where it is used.</summary>
public abstract partial class Dialect
{
    public abstract StoreProvider Provider { get; }

    /// <summary>Whether writes of this process wait for each other here, rather than at the engine.</summary>
    public abstract bool HasOneWriter { get; }

    public static Dialect Of(StoreProvider provider) => provider switch
    {
        StoreProvider.Sqlite => SqliteDialect.Instance,
        StoreProvider.PostgreSql => PostgreSqlDialect.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "no such engine"),
    };

    /// <summary>Makes these the options of a context on this engine.</summary>
    public abstract void Use(DbContextOptionsBuilder options, string connectionString);

    public abstract RelationSyncDb CreateContext(DbContextOptions<RelationSyncDb> options);

    /// <summary>Suffix of a query that locks its rows against changes by other transactions.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>The same as a shared lock: readers don't wait for each other.</summary>
    public abstract string ForShare { get; }

    internal abstract Task<IDbContextTransaction> BeginWriteAsync(RelationSyncDb db, WriteGuard guard, CancellationToken cancellationToken);

    /// <summary>Waits until no other node is starting on this store; the others then wait for the disposal, or the end, of this one. Null: there are no others.</summary>
    internal virtual Task<IAsyncDisposable?> HoldStartAsync(RelationSyncDb db, CancellationToken cancellationToken) => Task.FromResult<IAsyncDisposable?>(null);

    /// <summary>A transaction in which all that is read is of one moment.</summary>
    public abstract Task<IDbContextTransaction> BeginMomentAsync(RelationSyncDb db, CancellationToken cancellationToken);

    /// <summary>Whether a transaction came to nothing because of others, and may go through when it is done again.</summary>
    /// <param name="exception">What it ended with.</param>
    /// <param name="attempt">How often it was done by now.</param>
    public abstract bool IsConflict(Exception exception, int attempt);

    /// <summary>Whether the engine can't take a write now: it is full, read-only, gone, or held by others for too long.</summary>
    public abstract bool IsUnwritable(Exception exception);

    /// <summary>Whether what was erased is gone from the engine's log beside the data too, as far as that is ours to see to.</summary>
    public abstract bool EmptiesLog(RelationSyncDb db);
}
