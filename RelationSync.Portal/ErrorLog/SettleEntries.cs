using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>
/// Marks entries of the error log as settled: a user has dealt with them. They stay in the log for their year, and an action
/// without an Event stays one that was missed (R-E4, R-T12).
/// </summary>
internal sealed class SettleEntries(Commands<SettleEntries> commands, ChangeFeed changes, TimeProvider time)
{
    /// <param name="user">Who settles them.</param>
    /// <param name="choice">Which; those that aren't open are left alone.</param>
    /// <param name="reason">Why; cut at <see cref="LogEntry.MostReason"/> characters.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Outcome<SettleReport>> RunAsync(ClaimsPrincipal user, EntryChoice choice, string? reason, CancellationToken cancellationToken)
    {
        var outcome = await commands.RunAsync<SettleReport>(
            user, Permission.Remedy, async (db, token) => await SettleAsync(db, user, choice, Cut(reason), token), cancellationToken);
        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.Errors);
        }

        return outcome;
    }

    private static string? Cut(string? reason) =>
        reason?.Trim() is not { Length: > 0 } text ? null : Domain.Common.CutText.Head(text, LogEntry.MostReason).Text;

    private async Task<SettleReport> SettleAsync(RelationSyncDb db, ClaimsPrincipal user, EntryChoice choice, string? reason, CancellationToken cancellationToken)
    {
        var batch = new SettledBatch(time.GetUtcNow(), user.Identity?.Name ?? "");
        var actions = new HashSet<Guid>();
        var others = 0;
        foreach (var kind in await ChosenEntries.OfAsync(db, choice, cancellationToken))
        {
            var open = kind.Entries.Where(e => e.SettledAt == null && e.ClosedAt == null);
            var about = await open.Select(e => e.ActionId).ToListAsync(cancellationToken);
            actions.UnionWith(about.OfType<Guid>());
            others += about.Count(a => a is null);
            await open.ExecuteUpdateAsync(e => e.SetProperty(x => x.SettledBy, batch.By).SetProperty(x => x.SettledReason, reason), cancellationToken);
            await LogCounts.MoveAsync(db, open, CountedAs.Settled, batch.At, cancellationToken);
        }

        var settled = actions.Count + others;
        if (settled > 0)
        {
            db.Audit(
                user,
                AuditAct.EntriesSettled,
                await choice.InboxAsync(db, cancellationToken),
                batch.At,
                [("count", settled.ToString(CultureInfo.InvariantCulture)), .. choice.Facts()]);
        }

        return new SettleReport(settled, batch);
    }
}

/// <summary>What settling came to.</summary>
/// <param name="Settled">Actions whose entries were open before, and open entries about no action.</param>
/// <param name="Batch">What takes it back.</param>
public sealed record SettleReport(int Settled, SettledBatch Batch);

/// <summary>All that one user settled at one time.</summary>
/// <param name="At">UTC.</param>
/// <param name="By">Email address.</param>
public sealed record SettledBatch(DateTimeOffset At, string By);
