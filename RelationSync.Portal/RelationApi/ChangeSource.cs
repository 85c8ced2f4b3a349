using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>What an administrator chooses for an inbox's source.</summary>
/// <param name="Rules">As <see cref="BoxRules"/> writes them.</param>
internal sealed record SourceChoice(
    string Subdomain, long BoxId, string DefaultOperator, SourceOwner Message, SourceOwner Memo, SourceOwner Call, SourceOwner Chat, BoxRules Rules);

/// <summary>Sets where an inbox's operations come from, by family (R-P1), and how they are read.</summary>
internal sealed class ChangeSource(Commands<ChangeSource> commands, SaveSource source, InboxRegistry registry, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null: done.</summary>
    public async Task<CommandFault?> RunAsync(ClaimsPrincipal user, long inboxId, SourceChoice choice, CancellationToken cancellationToken)
    {
        var fault = await commands.RunAsync(user, Permission.Manage, (db, token) => SaveAsync(db, user, inboxId, choice, token), cancellationToken);
        if (fault is null)
        {
            registry.Invalidate();
            changes.Publish(ChangeTopic.Inboxes, inboxId);
        }

        return fault;
    }

    private async Task<CommandFault?> SaveAsync(RelationSyncDb db, ClaimsPrincipal user, long inboxId, SourceChoice choice, CancellationToken cancellationToken)
    {
        if (!EmailAddress.IsValid(choice.DefaultOperator))
        {
            return CommandFault.OperatorInvalid;
        }

        if (!choice.Rules.IsValid || !InboxSources.MayBe(ChannelFamily.Chat, choice.Chat))
        {
            return CommandFault.RulesInvalid;
        }

        if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken) is not { } inbox)
        {
            return CommandFault.InboxGone;
        }

        if (!await db.RelationTenants.AnyAsync(t => t.Subdomain == choice.Subdomain, cancellationToken))
        {
            return CommandFault.TokenMissing;
        }

        if (await db.RelationBoxes.SingleOrDefaultAsync(b => b.InboxId != inboxId && b.Subdomain == choice.Subdomain && b.BoxId == choice.BoxId, cancellationToken) is { } taken)
        {
            if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == taken.InboxId, cancellationToken) is { Sources.ReadsApi: true })
            {
                return CommandFault.BoxTaken;
            }

            // That inbox is pushed again.
            db.Remove(taken);
            await db.SaveChangesAsync(cancellationToken);
        }

        var now = time.GetUtcNow();
        var leftOut = await db.RelationBoxes.SingleOrDefaultAsync(b => b.InboxId == inboxId && b.Subdomain == choice.Subdomain && b.BoxId == choice.BoxId, cancellationToken) is { } same
            ? BoxRules.Read(same.Rules).LeftOut
            : [];
        await source.RunAsync(db, inboxId, choice.Subdomain, null, choice.BoxId, choice.DefaultOperator, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        (await db.RelationBoxes.SingleAsync(b => b.InboxId == inboxId, cancellationToken)).Rules = (choice.Rules with { LeftOut = leftOut }).Write();
        (ChannelFamily Family, SourceOwner Owner)[] owners =
            [(ChannelFamily.Message, choice.Message), (ChannelFamily.Memo, choice.Memo), (ChannelFamily.Call, choice.Call), (ChannelFamily.Chat, choice.Chat)];
        foreach (var (family, owner) in owners)
        {
            inbox.HandOver(family, owner, now);
        }

        db.Audit(
            user,
            AuditAct.RelationSourceChanged,
            inbox.Key,
            now,
            ("subdomain", choice.Subdomain),
            ("box", choice.BoxId.ToString(CultureInfo.InvariantCulture)),
            ("source_message", Codes.Of(choice.Message)),
            ("source_memo", Codes.Of(choice.Memo)),
            ("source_call", Codes.Of(choice.Call)),
            ("source_chat", Codes.Of(choice.Chat)));
        return null;
    }
}
