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
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (retry, hold, probe) = (
            now + Max(settings.RetryMaxDelay, settings.TimedOutDoubt) + Tolerance, now + LongestHold + Tolerance, now + settings.LimitProbeInterval + Tolerance);
        var again = now + settings.AskAgainInterval + Tolerance;
        var wrong = await store.ReadAsync(
            async (db, token) =>
                await db.Connections.AnyAsync(c => c.NextProbeAt > probe, token)
                || await db.Authorizations.AnyAsync(a => a.AskAgainAt > again, token)
                || await db.Connections.AnyAsync(
                    c => db.Actions.Any(a => a.Status == ActionStatus.Pending && a.InboxId == c.InboxId && a.DueAt > retry)
                        || db.Actions.Any(a => a.Status == ActionStatus.Held && a.InboxId == c.InboxId && a.DueAt > hold),
                    token),
            cancellationToken);
        if (!wrong)
        {
            return 0;
        }

        var held = now + LongestHold;
        return await store.WriteAsync(
            async (db, token) =>
                await db.Actions.Where(a => a.Status == ActionStatus.Pending && a.DueAt > retry).ExecuteUpdateAsync(s => s.SetProperty(a => a.DueAt, now), token)
                + await db.Actions.Where(a => a.Status == ActionStatus.Held && a.DueAt > hold).ExecuteUpdateAsync(s => s.SetProperty(a => a.DueAt, held), token)
                + await db.Connections.Where(c => c.NextProbeAt > probe).ExecuteUpdateAsync(s => s.SetProperty(c => c.NextProbeAt, now), token)
                + await db.Authorizations.Where(a => a.AskAgainAt > again).ExecuteUpdateAsync(s => s.SetProperty(a => a.AskAgainAt, now), token),
            cancellationToken);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
