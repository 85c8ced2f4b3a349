using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>Takes back that entries of the error log were settled (R-E4).</summary>
internal sealed class ReopenEntries(Commands<ReopenEntries> commands, ChangeFeed changes, TimeProvider time)
{
    /// <summary>All that was settled at once.</summary>
    public Task<Outcome<ReopenReport>> RunAsync(ClaimsPrincipal user, SettledBatch batch, CancellationToken cancellationToken) =>
        ReopenAsync(user, (db, _) => Task.FromResult(Of(db, batch)), cancellationToken);

    /// <summary>An entry, and what was settled with it of the same action.</summary>
    public Task<Outcome<ReopenReport>> RunAsync(ClaimsPrincipal user, long seq, CancellationToken cancellationToken) => ReopenAsync(
        user,
        async (db, token) =>
        {
            var entry = await db.LogEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Seq == seq, token);
            return entry?.ActionId is { } action
                ? db.LogEntries.Where(e => e.ActionId == action && e.SettledAt == entry.SettledAt)
                : db.LogEntries.Where(e => e.Seq == seq);
        },
        cancellationToken);

    private static IQueryable<LogEntry> Of(RelationSyncDb db, SettledBatch batch)
    {
        var (at, by) = ((DateTimeOffset?)batch.At, batch.By);
        return db.LogEntries.Where(e => e.SettledAt == at && e.SettledBy == by);
    }

    private async Task<Outcome<ReopenReport>> ReopenAsync(
        ClaimsPrincipal user, Func<RelationSyncDb, CancellationToken, Task<IQueryable<LogEntry>>> find, CancellationToken cancellationToken)
    {
        var outcome = await commands.RunAsync<ReopenReport>(
            user,
            Permission.Remedy,
            async (db, token) =>
            {
                var settled = (await find(db, token)).Where(e => e.SettledAt != null);
                var about = await settled.Select(e => e.ActionId).ToListAsync(token);
                var count = about.OfType<Guid>().Distinct().Count() + about.Count(a => a is null);
                await LogCounts.ReopenAsync(db, settled, token);
                if (count > 0)
                {
                    db.Audit(user, AuditAct.EntriesReopened, "", time.GetUtcNow(), ("count", count.ToString(CultureInfo.InvariantCulture)));
                }

                return new ReopenReport(count);
            },
            cancellationToken);
        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.Errors);
        }

        return outcome;
    }
}

/// <summary>What taking back came to.</summary>
/// <param name="Reopened">Actions, and entries about no action.</param>
public sealed record ReopenReport(int Reopened);
