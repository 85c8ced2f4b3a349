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
internal sealed class ChangeSource(Commands<ChangeSource> commands, Store store, SaveSource source, InboxRegistry registry, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null: done.</summary>
    public async Task<CommandFault?> RunAsync(ClaimsPrincipal user, long inboxId, SourceChoice choice, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } denied)
        {
            return denied;
        }

        if (!EmailAddress.IsValid(choice.DefaultOperator))
        {
            return CommandFault.OperatorInvalid;
        }

        if (!choice.Rules.IsValid || !InboxSources.MayBe(ChannelFamily.Chat, choice.Chat))
        {
            return CommandFault.RulesInvalid;
        }

        var fault = await store.WriteAsync((db, token) => SaveAsync(db, user, inboxId, choice, token), cancellationToken);
        if (fault is null)
        {
            registry.Invalidate();
            changes.Publish(ChangeTopic.Inboxes, inboxId);
        }

        return fault;
    }

    private async Task<CommandFault?> SaveAsync(RelationSyncDb db, ClaimsPrincipal user, long inboxId, SourceChoice choice, CancellationToken cancellationToken)
    {
        if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken) is not { } inbox)
        {
            return CommandFault.InboxGone;
        }

        if (!await db.RelationTenants.AnyAsync(t => t.Subdomain == choice.Subdomain, cancellationToken))
        {
            return CommandFault.TokenMissing;
        }

        if (await db.RelationBoxes.AnyAsync(b => b.InboxId != inboxId && b.Subdomain == choice.Subdomain && b.BoxId == choice.BoxId, cancellationToken))
        {
            return CommandFault.BoxTaken;
        }

        var now = time.GetUtcNow();
        await source.RunAsync(db, inboxId, choice.Subdomain, null, choice.BoxId, choice.DefaultOperator, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        (await db.RelationBoxes.SingleAsync(b => b.InboxId == inboxId, cancellationToken)).Rules = choice.Rules.Write();
        (ChannelFamily Family, SourceOwner Owner)[] owners =
            [(ChannelFamily.Message, choice.Message), (ChannelFamily.Memo, choice.Memo), (ChannelFamily.Call, choice.Call), (ChannelFamily.Chat, choice.Chat)];
        foreach (var (family, owner) in owners)
        {
            // Of an inbox that never had an operation, the owners are so from the beginning.
            inbox.Sources = inbox.Sources.With(family, inbox.LastOperationAt is null ? new FamilySource(owner, owner) : inbox.Sources.Of(family).HandOver(owner, now));
        }

        db.Audit(
            user,
            AuditAct.RelationSourceChanged,
            inbox.Key,
            now,
            ("subdomain", choice.Subdomain),
            ("box", choice.BoxId.ToString(CultureInfo.InvariantCulture)),
            ("source_message", Word(choice.Message)),
            ("source_memo", Word(choice.Memo)),
            ("source_call", Word(choice.Call)),
            ("source_chat", Word(choice.Chat)));
        return null;
    }

    private static string Word(SourceOwner owner) => owner switch
    {
        SourceOwner.Push => "push",
        SourceOwner.Api => "api",
        SourceOwner.Both => "both",
        _ => throw new ArgumentOutOfRangeException(nameof(owner), owner, "no such owner"),
    };
}
