using System.Security.Claims;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Access;

/// <summary>
/// The way every command goes: who asks, and whether they may, is read in the transaction that validates and changes, so a
/// role taken away after the page was loaded counts. A refusal comes before anything is changed, and is logged.
/// </summary>
/// <typeparam name="TCommand">The command, whose name the log tells.</typeparam>
internal sealed class Commands<TCommand>(Store store, AccountSessions sessions, AccessDenied refused)
{
    public async Task<Outcome<T>> RunAsync<T>(
        ClaimsPrincipal user,
        Permission permission,
        Func<RelationSyncDb, CancellationToken, Task<Outcome<T>>> change,
        CancellationToken cancellationToken)
    {
        var isAdmitted = false;
        var outcome = await store.WriteAsync(
            async (db, token) =>
            {
                isAdmitted = await IsAdmittedAsync(db, user, permission, token);
                return isAdmitted ? await change(db, token) : CommandFault.NotAllowed;
            },
            cancellationToken);
        Note(user, isAdmitted);
        return outcome;
    }

    /// <summary>A command without a value. Null: done.</summary>
    public async Task<CommandFault?> RunAsync(
        ClaimsPrincipal user,
        Permission permission,
        Func<RelationSyncDb, CancellationToken, Task<CommandFault?>> change,
        CancellationToken cancellationToken)
    {
        var outcome = await RunAsync<bool>(
            user, permission, async (db, token) => await change(db, token) is { } fault ? fault : true, cancellationToken);
        return outcome.Fault;
    }

    /// <summary>
    /// Before a command acts outside the database: asks the store, not what is remembered of it. What it then stores goes
    /// through the store itself, for it is done by then. Null: admitted.
    /// </summary>
    public async Task<CommandFault?> AdmitAsync(ClaimsPrincipal user, Permission permission, CancellationToken cancellationToken)
    {
        var isAdmitted = await store.ReadAsync((db, token) => IsAdmittedAsync(db, user, permission, token), cancellationToken);
        Note(user, isAdmitted);
        return isAdmitted ? null : CommandFault.NotAllowed;
    }

    private async Task<bool> IsAdmittedAsync(RelationSyncDb db, ClaimsPrincipal user, Permission permission, CancellationToken cancellationToken) =>
        await sessions.FindAsync(db, user, cancellationToken) is { } account && account.Role.Allows(permission);

    private void Note(ClaimsPrincipal user, bool isAdmitted)
    {
        if (!isAdmitted)
        {
            refused.Command(user, typeof(TCommand).Name);
        }
    }
}
