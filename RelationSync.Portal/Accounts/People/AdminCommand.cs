using System.Runtime.CompilerServices;
using System.Security.Claims;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>
/// Where administrators change accounts: who they are is read in the transaction of the change itself, so that two of
/// them who take each other's role away at once can't both succeed.
/// </summary>
internal sealed class AdminCommand(Store store, AccountSessions sessions, AccessDenied refused, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Does it, or says why not; a refusal must come before anything is changed, and is logged.</summary>
    public async Task<Outcome<T, AccountFault>> ChangeAsync<T>(
        ClaimsPrincipal user,
        Func<RelationSyncDb, DateTimeOffset, CancellationToken, Task<Outcome<T, AccountFault>>> change,
        CancellationToken cancellationToken,
        [CallerFilePath] string command = "")
    {
        var isAdmitted = false;
        var outcome = await store.WriteAsync(
            async (db, token) =>
            {
                isAdmitted = await sessions.FindAsync(db, user, token) is { Role: AccountRole.Administrator };
                return isAdmitted ? await change(db, time.GetUtcNow(), token) : AccountFault.NotAllowed;
            },
            cancellationToken);
        if (!isAdmitted)
        {
            refused.Command(user, CommandName.Of(command));
        }

        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.People);
        }

        return outcome;
    }

    /// <summary>The same to an account, whose open pages and sessions are looked at again at once. Null: done.</summary>
    public async Task<AccountFault?> ChangeAccountAsync(
        ClaimsPrincipal user,
        Guid accountId,
        Func<RelationSyncDb, Account, DateTimeOffset, CancellationToken, Task<AccountFault?>> change,
        CancellationToken cancellationToken,
        [CallerFilePath] string command = "")
    {
        var outcome = await ChangeAsync<bool>(
            user,
            async (db, now, token) => await db.Accounts.FindAsync([accountId], token) is not { } account ? AccountFault.NotFound
                : await change(db, account, now, token) is { } fault ? fault
                : true,
            cancellationToken,
            command);
        sessions.Invalidate(accountId);
        return outcome.Fault;
    }
}
