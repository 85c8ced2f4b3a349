using System.Security.Claims;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>What administrators do to accounts: the pages of people are told, and of an account its sessions and open pages too.</summary>
internal sealed class AccountCommands<TCommand>(Commands<TCommand> commands, AccountSessions sessions, ChangeFeed changes, TimeProvider time)
{
    public async Task<Outcome<T>> ChangeAsync<T>(
        ClaimsPrincipal user,
        Func<RelationSyncDb, DateTimeOffset, CancellationToken, Task<Outcome<T>>> change,
        CancellationToken cancellationToken)
    {
        var outcome = await commands.RunAsync(user, Permission.Manage, (db, token) => change(db, time.GetUtcNow(), token), cancellationToken);
        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.People);
        }

        return outcome;
    }

    /// <summary>The same to an account. Null: done.</summary>
    public async Task<CommandFault?> ChangeAccountAsync(
        ClaimsPrincipal user,
        Guid accountId,
        Func<RelationSyncDb, Account, DateTimeOffset, CancellationToken, Task<CommandFault?>> change,
        CancellationToken cancellationToken)
    {
        var outcome = await ChangeAsync<bool>(
            user,
            async (db, now, token) => await db.Accounts.FindAsync([accountId], token) is not { } account ? CommandFault.NotFound
                : await change(db, account, now, token) is { } fault ? fault
                : true,
            cancellationToken);
        sessions.Invalidate(accountId);
        return outcome.Fault;
    }
}
