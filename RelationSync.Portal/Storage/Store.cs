using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Opens the store. A write is one transaction that no other comes in between, and committed to disk when it returns.
/// SQLite has one writer: writes go one after another through a gate of this process, so that they don't spin on it.
/// PostgreSQL runs them beside each other and calls off one of two that don't agree (<see cref="WriteGuard"/>), which is then done
/// again from its beginning: <b>a write body may run more than once</b>, so it does nothing outside the database, and what
/// it finds is its result.
/// </summary>
public sealed class Store : IDisposable
{
    private const int LargeProbe = 1024 * 1024;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly IDbContextFactory<RelationSyncDb> _factory;
    private readonly StoreAnchor? _anchor;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private volatile bool _isWritable = true;

    public Store(IDbContextFactory<RelationSyncDb> factory)
        : this(factory, null)
    {
    }

    internal Store(IDbContextFactory<RelationSyncDb> factory, StoreAnchor? anchor) => (_factory, _anchor) = (factory, anchor);

    /// <summary>False from a commit that the engine refused (full, read-only, lost, locked for too long) until <see cref="ProbeAsync"/> succeeds: a small commit may find room that a large one didn't.</summary>
    public bool IsWritable => _isWritable;

    /// <summary>Reads with its own context, without tracking.</summary>
    public async Task<T> ReadAsync<T>(Func<RelationSyncDb, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var db = await _factory.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(db, cancellationToken);
    }

    /// <summary>The same, from one consistent snapshot.</summary>
    public Task<T> ReadMomentAsync<T>(Func<RelationSyncDb, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => ReadAsync(
        async (db, token) =>
        {
            await using var moment = await db.Dialect.BeginMomentAsync(db, token);
            return await read(db, token);
        },
        cancellationToken);

    /// <summary>Does all of <paramref name="write"/> in one transaction, or nothing of it. Changes that are tracked are saved.</summary>
    public Task<T> WriteAsync<T>(Func<RelationSyncDb, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        WriteAsync(write, WriteGuard.Serializable, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(Func{RelationSyncDb, CancellationToken, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<RelationSyncDb, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        WriteAsync(
            async (db, token) =>
            {
                await write(db, token);
                return true;
            },
            cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(Func{RelationSyncDb, CancellationToken, Task{T}}, CancellationToken)"/>
    internal Task WriteAsync(Func<RelationSyncDb, CancellationToken, Task> write, WriteGuard guard, CancellationToken cancellationToken) =>
        WriteAsync(
            async (db, token) =>
            {
                await write(db, token);
                return true;
            },
            guard,
            cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(Func{RelationSyncDb, CancellationToken, Task{T}}, CancellationToken)"/>
    internal async Task<T> WriteAsync<T>(Func<RelationSyncDb, CancellationToken, Task<T>> write, WriteGuard guard, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(write, guard, isKept: true, cancellationToken);
        }
        catch (Exception e) when (StoreFailures.IsUnwritable(e))
        {
            _isWritable = false;
            throw;
        }
    }

    private async Task<T> RunAsync<T>(
        Func<RelationSyncDb, CancellationToken, Task<T>> write, WriteGuard guard, bool isKept, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (isDone, result) = await TryAsync(write, guard, attempt, isKept, cancellationToken);
            if (isDone)
            {
                return result;
            }

            var longest = Math.Min(LongestPause.TotalMilliseconds, 1 << Math.Min(attempt, 10));
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * longest), cancellationToken);
        }
    }

    /// <summary>Runs <paramref name="write"/> in one transaction and rolls it back; only its result is left.</summary>
    internal Task<T> TryOutAsync<T>(Func<RelationSyncDb, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(write, WriteGuard.Rows, isKept: false, cancellationToken);

    /// <inheritdoc cref="Engines.Dialect.HoldStartAsync"/>
    internal async Task<IAsyncDisposable?> HoldStartAsync(CancellationToken cancellationToken)
    {
        await using var db = await _factory.CreateDbContextAsync(cancellationToken);
        return await db.Dialect.HoldStartAsync(db, cancellationToken);
    }

    /// <summary>Writes as the intake would: a little; after a refusal as much as a large request takes, which it takes out again.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var large = !_isWritable;
        await WriteAsync((db, token) => WriteProbeAsync(db, large ? LargeProbe : 1, token), WriteGuard.Rows, cancellationToken);
        if (large)
        {
            await WriteAsync((db, token) => WriteProbeAsync(db, 1, token), WriteGuard.Rows, cancellationToken);
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

    /// <summary>False if another transaction interfered and this one must be retried.</summary>
    private async Task<(bool IsDone, T Result)> TryAsync<T>(
        Func<RelationSyncDb, CancellationToken, Task<T>> write, WriteGuard guard, int attempt, bool isKept, CancellationToken cancellationToken)
    {
        await using var db = await _factory.CreateDbContextAsync(cancellationToken);
        if (!db.Dialect.HasOneWriter)
        {
            return await CommitAsync(db, write, guard, attempt, isKept, cancellationToken);
        }

        await _writer.WaitAsync(cancellationToken);
        try
        {
            return await CommitAsync(db, write, guard, attempt, isKept, cancellationToken);
        }
        finally
        {
            _writer.Release();
        }
    }

    private async Task<(bool IsDone, T Result)> CommitAsync<T>(
        RelationSyncDb db, Func<RelationSyncDb, CancellationToken, Task<T>> write, WriteGuard guard, int attempt, bool isKept, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await db.Dialect.BeginWriteAsync(db, guard, cancellationToken);
            var result = await write(db, cancellationToken);
            if (!isKept)
            {
                return (true, result);
            }

            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            _anchor?.Check();
            return (true, result);
        }
        catch (Exception e) when (IsConflict(db, e, attempt))
        {
            return (false, default!);
        }
    }

    private static bool IsConflict(RelationSyncDb db, Exception exception, int attempt)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (db.Dialect.IsConflict(e, attempt))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
