using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Stores what orgs allow. It belongs to the org: whoever looks tells all authorisations of it, those of the same user at
/// once; those of others look for themselves, for fields and permissions differ.
/// </summary>
internal static class OrgKnowledge
{
    /// <summary>All that was read with the eyes of that authorisation.</summary>
    public static async Task LearnAsync(RelationSyncDb db, Authorization authorization, OrgCapabilities known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        authorization.OrgId ??= known.OrgId;
        authorization.UserId ??= known.UserId;
        var before = authorization.CapabilitiesJson is { } json ? StoredCapabilities.Read(json) : null;
        Store(authorization, known, now);
        foreach (var other in await OthersAsync(db, authorization, known.OrgId, cancellationToken))
        {
            if (other.UserId == known.UserId)
            {
                Store(other, known, now);
            }
            else if (before is null || !IsSameOrg(before, known))
            {
                // Only after a change: two users who see different things would never stop telling each other.
                other.CapabilitiesAt = null;
            }
        }
    }

    /// <summary>The org's picklist has these values now, for every authorisation.</summary>
    public static async Task LearnTypesAsync(RelationSyncDb db, Authorization authorization, IReadOnlySet<string> types, CancellationToken cancellationToken)
    {
        foreach (var each in (await OthersAsync(db, authorization, authorization.OrgId, cancellationToken)).Append(authorization))
        {
            Change(each, known => known with { Types = types });
        }
    }

    /// <summary>Fields that Salesforce has refused to the user of that authorisation.</summary>
    public static async Task LeaveOutAsync(
        RelationSyncDb db, Authorization authorization, IReadOnlyCollection<string> unwritable, IReadOnlyCollection<string> unreadable, CancellationToken cancellationToken)
    {
        var others = await OthersAsync(db, authorization, authorization.OrgId, cancellationToken);
        foreach (var each in others.Where(o => o.UserId == authorization.UserId).Append(authorization))
        {
            Change(each, known => known.Without(unwritable, unreadable));
        }
    }

    /// <summary>Something was changed in the org: all of its authorisations look again before they write.</summary>
    public static async Task ForgetAsync(RelationSyncDb db, Guid authorizationId, CancellationToken cancellationToken)
    {
        if (await db.Authorizations.SingleOrDefaultAsync(a => a.Id == authorizationId, cancellationToken) is not { } authorization)
        {
            return;
        }

        foreach (var each in (await OthersAsync(db, authorization, authorization.OrgId, cancellationToken)).Append(authorization))
        {
            each.CapabilitiesAt = null;
        }
    }

    private static void Store(Authorization authorization, OrgCapabilities known, DateTimeOffset now)
    {
        authorization.CapabilitiesJson = StoredCapabilities.Write(known);
        // Where nothing can be written, the next drain looks again, for it may have been mended.
        authorization.CapabilitiesAt = known.Unwritable.Overlaps(EventFields.Required) ? null : now;
    }

    private static void Change(Authorization authorization, Func<OrgCapabilities, OrgCapabilities> change)
    {
        if (authorization.CapabilitiesJson is { } json && StoredCapabilities.Read(json) is { } known)
        {
            authorization.CapabilitiesJson = StoredCapabilities.Write(change(known));
        }
    }

    private static async Task<List<Authorization>> OthersAsync(RelationSyncDb db, Authorization authorization, string? orgId, CancellationToken cancellationToken) =>
        orgId is null ? [] : await db.Authorizations.Where(a => a.OrgId == orgId && a.Id != authorization.Id).ToListAsync(cancellationToken);

    /// <summary>True if nothing of the org itself has changed.</summary>
    private static bool IsSameOrg(OrgCapabilities one, OrgCapabilities other) =>
        (one.OrgId, one.SharedActivities, one.MarkerField, one.TypeRestricted) == (other.OrgId, other.SharedActivities, other.MarkerField, other.TypeRestricted)
        && one.Types.SetEquals(other.Types);
}
