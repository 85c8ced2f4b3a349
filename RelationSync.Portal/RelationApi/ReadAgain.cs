using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>Has a ticket read at once that couldn't be read, or a message synced that was found late or looked automatic.</summary>
internal sealed class ReadAgain(Commands<ReadAgain> commands, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null: it is read as soon as the limit allows.</summary>
    public Task<CommandFault?> TicketAsync(ClaimsPrincipal user, long inboxId, long ticketId, CancellationToken cancellationToken) =>
        RunAsync(user, inboxId, ticketId, null, cancellationToken);

    /// <summary>Null: it is taken over as soon as its ticket is read.</summary>
    public Task<CommandFault?> MessageAsync(ClaimsPrincipal user, long inboxId, long messageId, CancellationToken cancellationToken) =>
        RunAsync(user, inboxId, null, messageId, cancellationToken);

    private async Task<CommandFault?> RunAsync(ClaimsPrincipal user, long inboxId, long? ticketId, long? messageId, CancellationToken cancellationToken)
    {
        var fault = await commands.RunAsync(
            user, Permission.Manage, async (db, token) => await MarkAsync(db, user, inboxId, ticketId, messageId, token) ? (CommandFault?)null : CommandFault.InboxGone, cancellationToken);
        changes.Publish(ChangeTopic.Inboxes, inboxId);
        return fault;
    }

    private async Task<bool> MarkAsync(RelationSyncDb db, ClaimsPrincipal user, long inboxId, long? ticketId, long? messageId, CancellationToken cancellationToken)
    {
        var box = await db.RelationBoxes.SingleOrDefaultAsync(b => b.InboxId == inboxId, cancellationToken);
        var inbox = await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken);
        if (box is null || inbox is null)
        {
            return false;
        }

        if (messageId is not null)
        {
            var message = await db.RelationMessages.FirstOrDefaultAsync(
                m => m.Subdomain == box.Subdomain && m.BoxId == box.BoxId && m.MessageId == messageId && (m.Stage == MessageStage.FoundLate || m.Stage == MessageStage.Automatic),
                cancellationToken);
            if (message is null)
            {
                return false;
            }

            message.IsWanted = true;
            ticketId = message.TicketId;
            db.Audit(user, AuditAct.FoundLateTaken, inbox.Key, time.GetUtcNow(), ("message", messageId.Value.ToString(CultureInfo.InvariantCulture)));
        }

        if (await db.RelationTickets.SingleOrDefaultAsync(t => t.Subdomain == box.Subdomain && t.BoxId == box.BoxId && t.TicketId == ticketId, cancellationToken) is not { } ticket)
        {
            return false;
        }

        ticket.NotBefore = null;
        DirtyTickets.Mark(ticket, RelationLane.Asked, null, time.GetUtcNow());
        return true;
    }
}
