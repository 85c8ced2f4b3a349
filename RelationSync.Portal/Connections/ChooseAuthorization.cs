using System.Security.Claims;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Connections;

/// <summary>Gives a draft an authorisation that exists, which costs no slot (R-A3), or takes the draft away. What the draft alone had is given back.</summary>
internal sealed class ChooseAuthorization(Commands<ChooseAuthorization> commands, WizardDrafts drafts, ReleaseAuthorization release)
{
    /// <summary>Null: done.</summary>
    public async Task<CommandFault?> ReuseAsync(ClaimsPrincipal user, AuthorizationView chosen, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } refused)
        {
            return refused;
        }

        var accountId = user.AccountId()!.Value;
        var before = await drafts.LoadAsync(accountId, cancellationToken);
        if (before.AuthorizationId == chosen.Id)
        {
            return null;
        }

        await drafts.ChangeAsync(
            accountId, d => d with { AuthorizationId = chosen.Id, Reused = true, LoginUrl = chosen.LoginUrl, UseMarker = null }, cancellationToken);
        await GiveBackAsync(before, cancellationToken);
        return null;
    }

    /// <summary>Null: done.</summary>
    public async Task<CommandFault?> DiscardAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } refused)
        {
            return refused;
        }

        var accountId = user.AccountId()!.Value;
        var before = await drafts.LoadAsync(accountId, cancellationToken);
        await drafts.ClearAsync(accountId, cancellationToken);
        await GiveBackAsync(before, cancellationToken);
        return null;
    }

    private async Task GiveBackAsync(WizardDraft draft, CancellationToken cancellationToken)
    {
        if (draft is { Reused: false, AuthorizationId: { } unused })
        {
            await release.RunAsync(unused, cancellationToken);
        }
    }
}
