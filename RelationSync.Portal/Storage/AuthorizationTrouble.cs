using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Storage;

/// <summary>
/// How an authorisation gets into trouble and out of it, within the caller's transaction. One refusal is none yet: it is
/// gone with the third, each at least <see cref="SyncSettings.RetryBaseDelay"/> after the one before (R-A4). An org that
/// refuses the app says so once and for all (R-A7). While in trouble it is asked by <c>AskAgainJob</c> alone, at
/// <see cref="Authorization.AskAgainAt"/>.
/// </summary>
internal sealed class AuthorizationTrouble(RelationSyncDb db, SyncSettings settings, DateTimeOffset now)
{
    /// <summary>How often in a row it must be refused to be gone.</summary>
    public const int RefusalsToBeGone = 3;

    /// <summary>Takes note of a refusal by Salesforce.</summary>
    public Task NoteAsync(Authorization authorization, SalesforceFailure failure, CancellationToken cancellationToken) =>
        failure.Class is FailureClass.Blocked ? BlockAsync(authorization, failure, cancellationToken) : RefuseAsync(authorization, failure, cancellationToken);

    /// <summary>Salesforce gave no conclusive answer; the check is retried soon.</summary>
    public void Postpone(Authorization authorization)
    {
        var lasting = authorization.GoneAt is not null || authorization.BlockedAt is not null;
        if (lasting || authorization.Refusals > 0)
        {
            authorization.AskAgainAt = now + (!lasting ? settings.RetryBaseDelay : Shorter(settings.RetryMaxDelay, settings.AskAgainInterval));
        }
    }

    /// <summary>Salesforce takes it: whatever was wrong is over.</summary>
    public async Task EndAsync(Authorization authorization, CancellationToken cancellationToken)
    {
        await CloseEntriesAsync(authorization, cancellationToken);
        (authorization.GoneAt, authorization.GoneCode) = (null, null);
        (authorization.BlockedAt, authorization.BlockedCode) = (null, null);
        (authorization.Refusals, authorization.RefusedAt, authorization.AskAgainAt) = (0, null, null);
    }

    private async Task RefuseAsync(Authorization authorization, SalesforceFailure failure, CancellationToken cancellationToken)
    {
        if (authorization.GoneAt is null)
        {
            if (authorization.RefusedAt is { } last && (now - last).Duration() < settings.RetryBaseDelay)
            {
                return; // the same answer, heard by another
            }

            authorization.Refusals++;
            authorization.RefusedAt = now;
            if (authorization.Refusals < RefusalsToBeGone)
            {
                authorization.AskAgainAt = now + settings.RetryBaseDelay;
                return;
            }

            await EndAsync(authorization, cancellationToken);
            authorization.GoneAt = now;
        }

        authorization.GoneCode = failure.Code;
        await GoOnAsync(authorization, authorization.GoneAt.Value, failure, cancellationToken);
    }

    private async Task BlockAsync(Authorization authorization, SalesforceFailure failure, CancellationToken cancellationToken)
    {
        if (authorization.BlockedAt is null)
        {
            await EndAsync(authorization, cancellationToken);
            authorization.BlockedAt = now;
        }

        authorization.BlockedCode = failure.Code;
        await GoOnAsync(authorization, authorization.BlockedAt.Value, failure, cancellationToken);
    }

    /// <summary>Each connection's log gets one entry per episode, also a connection created during it.</summary>
    private async Task GoOnAsync(Authorization authorization, DateTimeOffset since, SalesforceFailure failure, CancellationToken cancellationToken)
    {
        authorization.AskAgainAt = now + settings.AskAgainInterval;
        var told = await Entries(authorization, since).Select(e => e.ConnectionId).ToListAsync(cancellationToken);
        foreach (var connection in await db.Connections.Where(c => c.AuthorizationId == authorization.Id).ToListAsync(cancellationToken))
        {
            if (!told.Contains(connection.Id))
            {
                var note = LogNote.Error(failure) with { Category = LogCategory.Authorization, Fields = [] };
                db.LogEntries.Add(LogEntry.Of(note, now, connection.InboxId, connection.Id));
            }
        }
    }

    private async Task CloseEntriesAsync(Authorization authorization, CancellationToken cancellationToken)
    {
        if ((authorization.GoneAt ?? authorization.BlockedAt) is { } since)
        {
            await LogCounts.MoveAsync(db, Entries(authorization, since).Where(e => e.ClosedAt == null), CountedAs.Closed, now, cancellationToken);
        }
    }

    private IQueryable<LogEntry> Entries(Authorization authorization, DateTimeOffset since) => db.LogEntries
        .Where(e => db.Connections.Any(c => c.AuthorizationId == authorization.Id && c.Id == e.ConnectionId))
        .Where(e => e.Category == LogCategory.Authorization && e.ActionId == null && e.At >= since && e.Code != OwnCodes.ProvisionedTokenForeign);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
