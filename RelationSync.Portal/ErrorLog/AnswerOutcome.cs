using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>
/// Takes a person's answer for an action of unknown outcome (R-D2): its Event stands in Salesforce, or isn't there. Whoever
/// can retry can answer.
/// </summary>
internal sealed class AnswerOutcome(Commands<AnswerOutcome> commands, ChangeFeed changes, TimeProvider time)
{
    /// <param name="user">Who answers.</param>
    /// <param name="actionId">The action.</param>
    /// <param name="stands">True: its Event stands. False: it isn't there, and the action is written again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Outcome<AnswerReport>> RunAsync(ClaimsPrincipal user, Guid actionId, bool stands, CancellationToken cancellationToken)
    {
        var outcome = await commands.RunAsync<AnswerReport>(
            user,
            Permission.Remedy,
            async (db, token) => new AnswerReport(await AnswerAsync(db, user, actionId, stands, token)),
            cancellationToken);
        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.Actions);
            changes.Publish(ChangeTopic.Errors);
        }

        return outcome;
    }

    private async Task<bool> AnswerAsync(RelationSyncDb db, ClaimsPrincipal user, Guid actionId, bool stands, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var action = await db.Actions.SingleOrDefaultAsync(a => a.Id == actionId, cancellationToken);
        if (action is null || !(stands ? action.AnswerStands(now) : action.AnswerMissing(now)))
        {
            return false;
        }

        if (action.Status is not ActionStatus.Pending)
        {
            LogClosing.Close(db, [actionId], now);
        }

        if (stands)
        {
            db.LogEntries.Add(await EntryAsync(db, action, now, cancellationToken));
        }

        db.Audit(user, stands ? AuditAct.OutcomeStands : AuditAct.OutcomeMissing, actionId.ToString("D"), now);
        return true;
    }

    private static async Task<LogEntry> EntryAsync(RelationSyncDb db, SyncAction action, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var message = action.Intent is ActionIntent.Delete ? OutcomeMessages.IdUnknown : OutcomeMessages.SaidToStand;
        var connection = await db.Connections.Where(c => c.InboxId == action.InboxId).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancellationToken);
        return LogEntry.Of(LogNote.Of(message.Text), now, action.InboxId, connection, action);
    }
}

/// <summary>What an answer came to.</summary>
/// <param name="Done">False: the action asks nothing, or nothing is left to write.</param>
public sealed record AnswerReport(bool Done);
