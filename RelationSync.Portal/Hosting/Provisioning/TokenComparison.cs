using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>
/// A connection's user and org are fixed (R-A2). So whom a changed token, or a changed login host, stands for is asked of
/// Salesforce before it is used. One that is right is stored at once: with rotation, the file's own is spent by asking.
/// </summary>
internal sealed partial class TokenComparison(
    Store store,
    ProvisionConnections connections,
    SalesforceOAuth oauth,
    INamedLeases leases,
    ISecretBox secrets,
    IOptions<SalesforceOptions> salesforce,
    ChangeFeed changes,
    TimeProvider time,
    ILogger<TokenComparison> logger)
{
    /// <summary>How long a start waits for Salesforce; what isn't known by then is found out while the portal serves.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string Foreign = "belongs to another user or another org";

    private readonly ConcurrentDictionary<string, OpenEntry> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ProvisioningFault> _faults = new();
    private volatile bool _serving;
    private Task _comparing = Task.CompletedTask;

    /// <summary>Compares all that has changed, within <see cref="Patience"/>. Answers the entries that aren't to be applied yet.</summary>
    public async Task<IReadOnlySet<string>> RunAsync(
        ProvisioningFile file, ProvisioningHashes hashes, List<ProvisioningFault> faults, CancellationToken cancellationToken)
    {
        _serving = false;
        _faults.Clear();
        foreach (var entry in file.Connections)
        {
            if (await store.ReadAsync((db, token) => ChangedAsync(db, hashes, entry, token), cancellationToken) is not null)
            {
                _open[entry.Inbox] = new OpenEntry(entry, file, hashes);
            }
        }

        if (!_open.IsEmpty)
        {
            _comparing = Task.Run(CompareAsync, CancellationToken.None);
            await Task.WhenAny(_comparing, Task.Delay(Patience, time, cancellationToken));
        }

        _serving = true;
        faults.AddRange(_faults);
        return _open.Keys.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Compares what couldn't be compared at the start. True: nothing is left to do.</summary>
    public async Task<bool> RepeatAsync()
    {
        if (_comparing.IsCompleted && !_open.IsEmpty)
        {
            _comparing = Task.Run(CompareAsync, CancellationToken.None);
        }

        await _comparing;
        return _open.IsEmpty;
    }

    // One after another: entries may share a token, which must not be used twice at once.
    private async Task CompareAsync()
    {
        foreach (var (inbox, open) in _open.OrderBy(o => o.Value.Entry.At, StringComparer.Ordinal))
        {
            try
            {
                if (await CompareAsync(open))
                {
                    _open.TryRemove(inbox, out _);
                }
            }
            catch (Exception e)
            {
                LogFailed(logger, inbox, e);
            }
        }
    }

    /// <summary>False: Salesforce gave no answer that tells.</summary>
    private async Task<bool> CompareAsync(OpenEntry open)
    {
        var entry = open.Entry;
        var changed = await store.ReadAsync((db, token) => ChangedAsync(db, open.Hashes, entry, token), CancellationToken.None);
        if (changed is null)
        {
            return true; // it was deleted meanwhile
        }

        var sharer = await store.ReadAsync((db, token) => ProvisionAuthorizations.Sharers(db, open.Hashes, entry).FirstOrDefaultAsync(token), CancellationToken.None);
        if (changed.HasNewToken && sharer is not null)
        {
            return await CompareAsync(open, changed, sharer);
        }

        await using var lease = await leases.HoldAsync(LeaseKinds.Refresh, changed.AuthorizationId.ToString("D"), CancellationToken.None);
        var known = await store.ReadAsync((db, token) => db.Authorizations.SingleAsync(a => a.Id == changed.AuthorizationId, token), CancellationToken.None);
        var refreshToken = changed.HasNewToken ? entry.RefreshToken : secrets.Unprotect(SecretKind.RefreshToken, known.RefreshTokenProtected);
        TokenAnswer answer;
        try
        {
            answer = entry.SigningKey is { } key
                ? await oauth.AssertAsync(oauth.Url(entry.LoginUrl), App(entry).ClientId, key, CancellationToken.None)
                : await oauth.RefreshAsync(oauth.Url(entry.LoginUrl), App(entry), refreshToken, CancellationToken.None);
        }
        catch (SalesforceException e)
        {
            return await UnansweredAsync(open, changed, e.Failure);
        }

        if (answer.OrgId != known.OrgId || answer.UserId != known.UserId)
        {
            await ForeignAsync(entry, changed, changed.HasNewToken ? NewSecret(entry) : "login_url", Foreign);
            return true;
        }

        await ApplyAsync(open, answer with { RefreshToken = answer.RefreshToken ?? refreshToken });
        return true;
    }

    /// <summary>An entry that has this token already has used it: whom it stands for is known, or will be.</summary>
    private async Task<bool> CompareAsync(OpenEntry open, ChangedEntry changed, Authorization sharer)
    {
        if (sharer is not { OrgId: { } org, UserId: { } user })
        {
            return false;
        }

        if ((org, user) == (changed.OrgId, changed.UserId))
        {
            await ApplyAsync(open, null);
        }
        else
        {
            await ForeignAsync(open.Entry, changed, NewSecret(open.Entry), Foreign);
        }

        return true;
    }

    /// <summary>
    /// A new token that is refused can't be compared: it counts, as the file says, and its connection says that it is refused;
    /// whom it stands for is compared again should Salesforce take it one day. A token that is good elsewhere and refused at a
    /// new login host is another org's there.
    /// </summary>
    private async Task<bool> UnansweredAsync(OpenEntry open, ChangedEntry changed, SalesforceFailure failure)
    {
        if (failure.Class is not (FailureClass.AuthorizationGone or FailureClass.Blocked))
        {
            LogUnanswered(logger, open.Entry.Inbox, failure.Code);
            return false;
        }

        if (changed is { HasNewToken: false, IsInTrouble: false })
        {
            await ForeignAsync(open.Entry, changed, "login_url", $"leads where the connection's authorisation is refused ({failure.Code})");
        }
        else if (_serving)
        {
            await ApplyAsync(open, null);
        }

        return true;
    }

    /// <summary>At a start it stops it; found out later, nothing changes and the connection's log says so.</summary>
    private async Task ForeignAsync(ProvisionedConnection entry, ChangedEntry changed, string property, string what)
    {
        if (!_serving)
        {
            _faults.Enqueue(new ProvisioningFault(
                $"{entry.At}/salesforce/{property}", $"{what}; a connection's Salesforce user and org can't be changed (R-A2): delete the connection in the portal and connect again"));
            return;
        }

        await store.WriteAsync(
            (db, _) =>
            {
                db.LogEntries.Add(LogEntry.Of(
                    LogNote.Of(WayMessages.ProvisionedTokenForeign.Text), time.GetUtcNow(), changed.InboxId, changed.ConnectionId));
                return Task.CompletedTask;
            },
            CancellationToken.None);
        changes.Publish(ChangeTopic.Errors, changed.InboxId);
    }

    private async Task ApplyAsync(OpenEntry open, TokenAnswer? answer)
    {
        await store.WriteAsync(
            (db, token) => connections.FollowAsync(new ProvisioningRun(db, open.Hashes), open.File, open.Entry, answer, token), CancellationToken.None);
        changes.Publish(ChangeTopic.Connections);
    }

    private static string NewSecret(ProvisionedConnection entry) => entry.SigningKey is null ? "refresh_token" : "key_file";

    private SalesforceApp App(ProvisionedConnection entry) => new(
        entry.ClientId ?? salesforce.Value.ClientId ?? "", entry.ClientId is null ? salesforce.Value.ClientSecret : entry.ClientSecret);

    /// <summary>Null: nothing of it is to be compared. One that was never used has no user and no org yet.</summary>
    private static async Task<ChangedEntry?> ChangedAsync(RelationSyncDb db, ProvisioningHashes hashes, ProvisionedConnection entry, CancellationToken cancellationToken)
    {
        var remembered = await db.ProvisionedEntries.SingleOrDefaultAsync(e => e.Kind == ProvisionConnections.Kind && e.Key == entry.Inbox, cancellationToken);
        if (remembered is null || AppliedConnection.Parse(remembered.Hash) is not { } applied || applied.Targets != entry.Targets)
        {
            return null;
        }

        var connection = await db.Connections.Include(c => c.Authorization).SingleOrDefaultAsync(c => c.Id == applied.ConnectionId, cancellationToken);
        if (connection?.Authorization is not { OrgId: not null, UserId: not null } authorization)
        {
            return null;
        }

        var hasNewToken = remembered.SecretHash != hashes.OfSecret(entry.Secret);
        return hasNewToken || authorization.LoginUrl != entry.LoginUrl
            ? new ChangedEntry(
                connection.Id, connection.InboxId, authorization.Id, authorization.OrgId!, authorization.UserId!, hasNewToken, authorization.GoneAt is not null || authorization.BlockedAt is not null)
            : null;
    }

    [LoggerMessage(LogLevel.Warning, "Whose token the provisioning file has for inbox {Inbox} can't be found out now ({Code}): the former one stays in use, and it is asked again.")]
    private static partial void LogUnanswered(ILogger logger, string inbox, string code);

    [LoggerMessage(LogLevel.Error, "The token of the provisioning file for inbox {Inbox} could not be compared; it is tried again.")]
    private static partial void LogFailed(ILogger logger, string inbox, Exception exception);

    private sealed record OpenEntry(ProvisionedConnection Entry, ProvisioningFile File, ProvisioningHashes Hashes);

    private sealed record ChangedEntry(Guid ConnectionId, long InboxId, Guid AuthorizationId, string OrgId, string UserId, bool HasNewToken, bool IsInTrouble);
}
