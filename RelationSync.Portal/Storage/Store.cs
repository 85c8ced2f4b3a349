using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Opens the store. Writes go one after another through a gate of this process, so that they don't spin on SQLite's
/// single writer; the transaction is committed (to disk, <c>synchronous=FULL</c>) when a write returns.
/// </summary>
public sealed class Store : IDisposable
{
    private const int LargeProbe = 1024 * 1024;

    private readonly IDbContextFactory<RelationSyncDb> _factory;
    private readonly StoreAnchor? _anchor;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private volatile bool _isWritable = true;

    public Store(IDbContextFactory<RelationSyncDb> factory)
        : this(factory, null)
    {
    }

    internal Store(IDbContextFactory<RelationSyncDb> factory, StoreAnchor? anchor) => (_factory, _anchor) = (factory, anchor);

    /// <summary>False from a commit that the file refused (full, read-only, lost, locked for too long) until <see cref="ProbeAsync"/> succeeds: a small commit may find room that a large one didn't.</summary>
    public bool IsWritable => _isWritable;

    /// <summary>Reads with a context of its own, without tracking.</summary>
    public async Task<T> ReadAsync<T>(Func<RelationSyncDb, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var db = await _factory.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(db, cancellationToken);
    }

    /// <summary>The same, where all that is read has to be of one moment.</summary>
    public Task<T> ReadMomentAsync<T>(Func<RelationSyncDb, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => ReadAsync(
        async (db, token) =>
        {
            // A plain EF transaction would take the writer's turn.
            await db.Database.OpenConnectionAsync(token);
            await using var moment = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
            await db.Database.UseTransactionAsync(moment, token);
            return await read(db, token);
        },
        cancellationToken);

    /// <summary>Does all of <paramref name="write"/> in one transaction, or nothing of it. Changes that are tracked are saved.</summary>
    public async Task<T> WriteAsync<T>(Func<RelationSyncDb, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            return await CommitAsync(write, cancellationToken);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Waits for the writer's turn and gives it to <paramref name="turn"/>, which may commit as often as it likes within it.</summary>
    public async Task WriteTurnAsync(Func<Func<Func<RelationSyncDb, CancellationToken, Task<bool>>, Task<bool>>, Task> turn, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            await turn(write => CommitAsync(write, cancellationToken));
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<RelationSyncDb, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        WriteAsync(
            async (db, token) =>
            {
                await write(db, token);
                return true;
            },
            cancellationToken);

    /// <summary>Writes as the intake would: a little; after a refusal as much as a large request takes, which it takes out again.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var large = !_isWritable;
        await WriteAsync((db, token) => WriteProbeAsync(db, large ? LargeProbe : 1, token), cancellationToken);
        if (large)
        {
            await WriteAsync((db, token) => WriteProbeAsync(db, 1, token), cancellationToken);
            _isWritable = true;
        }
    }

    private static Task<int> WriteProbeAsync(RelationSyncDb db, int length, CancellationToken cancellationToken)
    {
        var value = new string('-', length);
        return db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "Settings" ("Key", "Value") VALUES ({Setting.WriteProbe}, {value}) ON CONFLICT ("Key") DO UPDATE SET "Value" = excluded."Value" """,
            cancellationToken);
    }

    private async Task<T> CommitAsync<T>(Func<RelationSyncDb, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await _factory.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await write(db, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            _anchor?.Check();
            return result;
        }
        catch (Exception e) when (StoreFailures.IsUnwritable(e))
        {
            _isWritable = false;
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
