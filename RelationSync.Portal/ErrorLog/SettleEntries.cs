using System.Globalization;
using System.Security.Claims;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>Marks entries of the error log as settled: somebody has seen to them. They stay in the log for their year.</summary>
internal sealed class SettleEntries(Commands<SettleEntries> commands, ChangeFeed changes, TimeProvider time)
{
    /// <summary>How many were open before.</summary>
    public async Task<Outcome<SettleReport>> RunAsync(ClaimsPrincipal user, EntryChoice choice, CancellationToken cancellationToken)
    {
        var outcome = await commands.RunAsync<SettleReport>(
            user, Permission.Remedy, async (db, token) => new SettleReport(await SettleAsync(db, user, choice, token)), cancellationToken);
        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.Errors);
        }

        return outcome;
    }

    private async Task<int> SettleAsync(RelationSyncDb db, ClaimsPrincipal user, EntryChoice choice, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var settled = 0;
        foreach (var entries in ChosenEntries.Of(db, choice))
        {
            settled += await LogCounts.MoveAsync(
                db, entries.Where(e => e.SettledAt == null && e.ClosedAt == null), CountedAs.Settled, now, cancellationToken);
        }

        if (settled > 0)
        {
            db.Audit(
                user,
                AuditAct.EntriesSettled,
                await choice.InboxAsync(db, cancellationToken),
                now,
                [("count", settled.ToString(CultureInfo.InvariantCulture)), .. choice.Facts()]);
        }

        return settled;
    }
}

/// <summary>What settling came to.</summary>
/// <param name="Settled">Entries that were open before.</param>
public sealed record SettleReport(int Settled);
