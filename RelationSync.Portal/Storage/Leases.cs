using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Storage;

/// <summary>
/// The right to drain a connection, one at a time over all processes. A holder renews; a lease that isn't renewed for
/// its length, by the watcher's own monotonic clock, is taken over, so that no clock that jumps and no process that is
/// killed leaves anything stuck. What the former holder had under way is then of unknown outcome (R-D1).
/// </summary>
internal sealed class Leases(Store store, TimeSpan length, TimeProvider clock)
{
    private static readonly string TakeOverSql =
        $"""
        UPDATE "Actions" SET "Status" = {ActionStatus.Pending.Sql()}, "DueAt" = @now, "SentAt" = COALESCE("SentAt", "ClaimedAt"), "Doubt" = CASE
          WHEN "SentUnmarked" THEN {WriteCertainty.TimedOut.Sql()}
          WHEN "Doubt" = {WriteCertainty.NotWritten.Sql()} THEN {WriteCertainty.Unknown.Sql()}
          ELSE "Doubt" END
        WHERE "Status" = {ActionStatus.Syncing.Sql()} AND "InboxId" = @inbox
        """;

    private readonly Guid _me = Guid.NewGuid();
    private readonly ConcurrentDictionary<Guid, Seen> _seen = new();

    /// <summary>Interval between renewals.</summary>
    public TimeSpan RenewEvery => length / 3;

    /// <summary>Takes the lease where it is free or dead; null: another has it.</summary>
    public async Task<DrainLease?> AcquireAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        var state = await store.ReadAsync(
            (db, token) => db.Connections.Where(c => c.Id == connectionId).Select(c => new { c.LeaseOwner, c.LeaseVersion }).SingleOrDefaultAsync(token),
            cancellationToken);
        if (state is null || (state.LeaseOwner is not null && TimeLeft(connectionId, state.LeaseVersion) > TimeSpan.Zero))
        {
            return null;
        }

        return await store.WriteAsync((db, token) => TakeAsync(db, connectionId, state.LeaseVersion, token), WriteGuard.Rows, cancellationToken);
    }

    /// <summary>How long a held lease that stands at this version lives, by our own clock; zero: it is dead. A renewal gives it another version.</summary>
    public TimeSpan TimeLeft(Guid connectionId, long version)
    {
        var seen = _seen.AddOrUpdate(
            connectionId,
            _ => new Seen(version, clock.GetTimestamp()),
            (_, before) => before.Version == version ? before : new Seen(version, clock.GetTimestamp()));
        var left = length - clock.GetElapsedTime(seen.At);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>False where the lease is lost.</summary>
    public async Task<bool> RenewAsync(DrainLease lease, CancellationToken cancellationToken)
    {
        var askedAt = clock.GetTimestamp();
        var isMine = await store.WriteAsync(
            async (db, token) => await Mine(db, lease).ExecuteUpdateAsync(s => s.SetProperty(c => c.LeaseVersion, c => c.LeaseVersion + 1), token) == 1,
            WriteGuard.Rows,
            cancellationToken);
        if (isMine)
        {
            lease.Renewed(askedAt);
        }

        return isMine;
    }

    /// <summary>Gives the lease back, so that the next drain need not wait for its end.</summary>
    public Task ReleaseAsync(DrainLease lease, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return store.WriteAsync(
            (db, token) => Mine(db, lease).ExecuteUpdateAsync(
                s => s.SetProperty(c => c.LeaseOwner, (Guid?)null).SetProperty(c => c.LeaseVersion, c => c.LeaseVersion + 1).SetProperty(c => c.LastDrainAt, now), token),
            WriteGuard.Rows,
            cancellationToken);
    }

    /// <summary>Inbox of a lease that is still held; no other process can take it until the caller's transaction ends. Null if the lease is lost.</summary>
    public static long? InboxOf(RelationSyncDb db, DrainLease lease)
    {
        using var held = new PreparedSql(
            db,
            $"""SELECT "InboxId" FROM "Connections" WHERE "Id" = @id AND "LeaseOwner" = @owner AND "Fence" = @fence{db.Dialect.ForUpdate}""",
            "@id", "@owner", "@fence");
        return held.Read(r => (long?)r.GetInt64(0), lease.ConnectionId, lease.Owner, lease.Fence).SingleOrDefault();
    }

    /// <summary>Fence of a connection; its lease can't be taken until the caller's transaction ends. Null if the connection no longer exists.</summary>
    public static long? FenceOf(RelationSyncDb db, Guid connectionId)
    {
        using var held = new PreparedSql(db, $"""SELECT "Fence" FROM "Connections" WHERE "Id" = @id{db.Dialect.ForUpdate}""", "@id");
        return held.Read(r => (long?)r.GetInt64(0), connectionId).SingleOrDefault();
    }

    private static IQueryable<Connection> Mine(RelationSyncDb db, DrainLease lease) =>
        db.Connections.Where(c => c.Id == lease.ConnectionId && c.LeaseOwner == lease.Owner && c.Fence == lease.Fence);

    private async Task<DrainLease?> TakeAsync(RelationSyncDb db, Guid connectionId, long version, CancellationToken cancellationToken)
    {
        var connection = await db.Connections.SingleOrDefaultAsync(c => c.Id == connectionId && c.LeaseVersion == version, cancellationToken);
        if (connection is null)
        {
            return null;
        }

        connection.LeaseOwner = _me;
        connection.LeaseVersion++;
        connection.Fence++;
        var now = clock.GetUtcNow();
        // What was sent without the marker Salesforce may still be at, whatever became of who sent it (R-D1).
        using var takeOver = new PreparedSql(db, TakeOverSql, "@now", "@inbox");
        takeOver.Run(now, connection.InboxId);
        return new DrainLease(connectionId, _me, connection.Fence, RenewEvery * 2, clock);
    }

    private readonly record struct Seen(long Version, long At);
}
