using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Common;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>Keeps who sees to a cause of errors, and a note about it.</summary>
internal sealed class EditCause(Commands<EditCause> commands, ChangeFeed changes, TimeProvider time)
{
    /// <param name="user">Who decides it.</param>
    /// <param name="key">The cause.</param>
    /// <param name="owner">An account that can retry and resolve; null: nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<CommandFault?> AssignAsync(ClaimsPrincipal user, ErrorGroupKey key, Guid? owner, CancellationToken cancellationToken) => ChangeAsync(
        user,
        key,
        async (db, cause, now, token) =>
        {
            var account = owner is { } id ? await db.Accounts.SingleOrDefaultAsync(a => a.Id == id, token) : null;
            if (owner is not null && account?.Role.Allows(Permission.Remedy) is not true)
            {
                return CommandFault.NotFound;
            }

            (cause.OwnerId, cause.OwnedAt) = (owner, owner is null ? null : now);
            db.Audit(user, AuditAct.ErrorOwnerChanged, key.Code, now, ("owner", account?.Email));
            return null;
        },
        cancellationToken);

    /// <param name="user">Who writes it.</param>
    /// <param name="key">The cause.</param>
    /// <param name="note">Cut at <see cref="ErrorCause.MostNote"/> characters; empty: none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<CommandFault?> NoteAsync(ClaimsPrincipal user, ErrorGroupKey key, string? note, CancellationToken cancellationToken) => ChangeAsync(
        user,
        key,
        (db, cause, now, _) =>
        {
            var text = note?.Trim() is { Length: > 0 } written ? CutText.Head(written, ErrorCause.MostNote).Text : null;
            (cause.Note, cause.NotedBy, cause.NotedAt) = (text, user.Identity?.Name, now);
            db.Audit(user, AuditAct.ErrorNoteChanged, key.Code, now);
            return Task.FromResult<CommandFault?>(null);
        },
        cancellationToken);

    /// <summary>Closes the result of the last retry of a cause.</summary>
    public Task<CommandFault?> CloseRetryAsync(ClaimsPrincipal user, Guid run, CancellationToken cancellationToken) => RunAsync(
        user,
        async (db, token) =>
        {
            await db.RetriedActions.Where(r => r.RunId == run).ExecuteDeleteAsync(token);
            await db.RetryRuns.Where(r => r.Id == run).ExecuteDeleteAsync(token);
            return null;
        },
        cancellationToken);

    private Task<CommandFault?> ChangeAsync(
        ClaimsPrincipal user,
        ErrorGroupKey key,
        Func<RelationSyncDb, ErrorCause, DateTimeOffset, CancellationToken, Task<CommandFault?>> change,
        CancellationToken cancellationToken) => RunAsync(
        user,
        async (db, token) =>
        {
            var cause = await db.ErrorCauses.FindAsync([key.Severity, key.Category, key.Code], token);
            if (cause is null)
            {
                cause = new ErrorCause { Severity = key.Severity, Category = key.Category, Code = key.Code };
                db.ErrorCauses.Add(cause);
            }

            return await change(db, cause, time.GetUtcNow(), token);
        },
        cancellationToken);

    private async Task<CommandFault?> RunAsync(
        ClaimsPrincipal user, Func<RelationSyncDb, CancellationToken, Task<CommandFault?>> change, CancellationToken cancellationToken)
    {
        var fault = await commands.RunAsync(user, Permission.Remedy, change, cancellationToken);
        if (fault is null)
        {
            changes.Publish(ChangeTopic.Errors);
        }

        return fault;
    }
}
