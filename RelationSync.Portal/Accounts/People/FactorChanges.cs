using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>How people change their own second factor: for whoever holds the session, in one transaction; caches and pages are notified.</summary>
internal sealed class FactorChanges(Store store, AccountSessions sessions, AccessDenied refused, ChangeFeed changes)
{
    /// <param name="user">Whose account.</param>
    /// <param name="command">Under what a refusal is logged.</param>
    /// <param name="change">The change; may run more than once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Outcome<NewRecoveryCodes>> RunAsync(
        ClaimsPrincipal user,
        string command,
        Func<RelationSyncDb, Account, CancellationToken, Task<Outcome<NewRecoveryCodes>>> change,
        CancellationToken cancellationToken)
    {
        var outcome = await store.WriteAsync(
            async (db, token) => await sessions.FindAsync(db, user, token) is { } holding
                ? await change(db, await db.Accounts.SingleAsync(a => a.Id == holding.Id, token), token)
                : CommandFault.NotAllowed,
            cancellationToken);
        if (outcome.Value is { } changed)
        {
            sessions.Invalidate(changed.Account.Id);
            changes.Publish(ChangeTopic.People);
        }
        else if (outcome.Fault is CommandFault.NotAllowed)
        {
            refused.Command(user, command);
        }

        return outcome;
    }
}

/// <summary>Recovery codes, shown once; none if the account had some before, or has no second factor any more.</summary>
/// <param name="Account">Whose, as it is now.</param>
/// <param name="Codes">In groups of four.</param>
internal sealed record NewRecoveryCodes(Account Account, IReadOnlyList<string> Codes)
{
    /// <summary>Never the codes.</summary>
    public override string ToString() => $"{Codes.Count} recovery codes";
}
