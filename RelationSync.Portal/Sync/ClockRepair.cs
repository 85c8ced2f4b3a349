using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Sync;

/// <summary>
/// Brings back what a wall clock that was set back has put out of reach: nothing waits longer than the longest wait
/// there is, so what is due later than that was reckoned by a clock that was ahead.
/// </summary>
internal sealed class ClockRepair(Store store, HoldOptions holds, SyncSettings settings, TimeProvider clock)
{
    // A minute on top, for clocks of several machines are never quite the same.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private TimeSpan LongestHold => Max(holds.SendCancelGrace, holds.ReorderGrace);

    /// <summary>Answers how many actions and connections it brought back.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken) =>
        await store.ReadAsync(IsAnyOutOfReachAsync, cancellationToken) ? await store.WriteAsync(BringBackAsync, cancellationToken) : 0;

    private async Task<bool> IsAnyOutOfReachAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        var reach = ReachFrom(clock.GetUtcNow());
        return await db.Connections.AnyAsync(c => c.NextProbeAt > reach.Probe, cancellationToken)
            || await db.Authorizations.AnyAsync(a => a.AskAgainAt > reach.Again, cancellationToken)
            || await db.Connections.AnyAsync(
                c => db.Actions.Any(a => a.Status == ActionStatus.Pending && a.InboxId == c.InboxId && a.DueAt > reach.Retry)
                    || db.Actions.Any(a => a.Status == ActionStatus.Held && a.InboxId == c.InboxId && a.DueAt > reach.Hold),
                cancellationToken);
    }

    private async Task<int> BringBackAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        // The first read fixes the moment that is seen, and only then is the clock looked at: what came in while this process
        // stood still isn't reckoned by a time that has passed.
        await db.Connections.AnyAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var (reach, held) = (ReachFrom(now), now + LongestHold);
        return await db.Actions.Where(a => a.Status == ActionStatus.Pending && a.DueAt > reach.Retry)
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.DueAt, now), cancellationToken)
            + await db.Actions.Where(a => a.Status == ActionStatus.Held && a.DueAt > reach.Hold)
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.DueAt, held), cancellationToken)
            + await db.Connections.Where(c => c.NextProbeAt > reach.Probe)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.NextProbeAt, now), cancellationToken)
            + await db.Authorizations.Where(a => a.AskAgainAt > reach.Again)
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.AskAgainAt, now), cancellationToken);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private Reach ReachFrom(DateTimeOffset now) => new(
        now + Max(settings.RetryMaxDelay, settings.TimedOutDoubt) + Tolerance,
        now + LongestHold + Tolerance,
        now + settings.LimitProbeInterval + Tolerance,
        now + settings.AskAgainInterval + Tolerance);

    /// <summary>The latest that each kind of wait may end.</summary>
    private sealed record Reach(DateTimeOffset Retry, DateTimeOffset Hold, DateTimeOffset Probe, DateTimeOffset Again);
}
