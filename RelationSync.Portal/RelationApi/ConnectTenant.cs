using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>The boxes of a tenant that answered.</summary>
public sealed record TenantBoxes(string Subdomain, IReadOnlyList<ApiBox> Boxes);

/// <summary>Tries a tenant's token, keeps it if it is a new one that works, and lists the tenant's boxes.</summary>
internal sealed class ConnectTenant(Commands<ConnectTenant> commands, Store store, ISecretBox secrets, SaveSource source, TenantCalls calls, ChangeFeed changes, TimeProvider time)
{
    private const int LongestToken = 500;

    /// <param name="token">Null or empty: the one that is stored.</param>
    public async Task<Outcome<TenantBoxes>> RunAsync(ClaimsPrincipal user, string subdomain, string? token, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } denied)
        {
            return denied;
        }

        subdomain = subdomain.Trim().ToLowerInvariant();
        if (!TenantAddress.IsSubdomain(subdomain))
        {
            return CommandFault.SubdomainInvalid;
        }

        var given = string.IsNullOrWhiteSpace(token) ? null : token.Trim();
        var stored = await store.ReadAsync((db, end) => db.RelationTenants.AsNoTracking().SingleOrDefaultAsync(t => t.Subdomain == subdomain, end), cancellationToken);
        var tried = given ?? (stored is null ? null : TenantSessions.TokenOf(secrets, stored));
        if (tried is null || given?.Length > LongestToken || given?.Any(c => c is <= ' ' or > '~') == true)
        {
            return CommandFault.TokenMissing;
        }

        var session = new TenantSession(stored ?? new RelationTenant { Subdomain = subdomain, TokenProtected = "" }, tried, time);
        session.Rate.Pause(session.Now);
        var answer = await calls.CallAsync(session, ReadingCall.Boxes(), cancellationToken);
        if (!answer.IsGood || ApiReader.Boxes(answer.Json) is not { } boxes)
        {
            return FaultOf(answer);
        }

        if (given is not null)
        {
            // Asked once more: the answer may have been long in coming.
            if (await commands.RunAsync(user, Permission.Manage, (db, end) => KeepAsync(db, user, subdomain, given, end), cancellationToken) is { } fault)
            {
                return fault;
            }

            changes.Publish(ChangeTopic.Inboxes);
        }

        return new TenantBoxes(subdomain, boxes);
    }

    /// <summary>The word for an answer that wasn't one.</summary>
    public static CommandFault FaultOf(ApiAnswer answer) => answer.Fault switch
    {
        ApiFault.TokenRefused => CommandFault.TokenRefused,
        ApiFault.Forbidden => CommandFault.RelationForbidden,
        ApiFault.NotFound => CommandFault.BoxMissing,
        _ => CommandFault.RelationUnavailable,
    };

    private async Task<CommandFault?> KeepAsync(RelationSyncDb db, ClaimsPrincipal user, string subdomain, string token, CancellationToken cancellationToken)
    {
        if (await db.RelationTenants.SingleOrDefaultAsync(t => t.Subdomain == subdomain, cancellationToken) is not { } tenant)
        {
            tenant = new RelationTenant { Subdomain = subdomain, TokenProtected = "" };
            db.RelationTenants.Add(tenant);
        }

        source.Replace(tenant, token);
        db.Audit(user, AuditAct.RelationTokenReplaced, subdomain, time.GetUtcNow());
        return null;
    }
}
