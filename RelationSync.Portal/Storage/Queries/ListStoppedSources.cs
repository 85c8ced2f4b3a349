using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>An inbox that can't be read from Re:lation's API.</summary>
/// <param name="Why">One of the conditions that say so.</param>
/// <param name="Since">UTC.</param>
public sealed record StoppedSource(InboxName Inbox, NotifiedCondition Why, DateTimeOffset Since);

/// <summary>The inboxes whose source is Re:lation's API and can't be read, the longest first.</summary>
internal static class ListStoppedSources
{
    /// <summary>That Re:lation isn't there for less is maintenance.</summary>
    public static readonly TimeSpan LongestMaintenance = TimeSpan.FromMinutes(30);

    public static async Task<IReadOnlyList<StoppedSource>> ReadAsync(RelationSyncDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await (
            from box in db.RelationBoxes.AsNoTracking()
            join tenant in db.RelationTenants.AsNoTracking() on box.Subdomain equals tenant.Subdomain
            join inbox in db.Inboxes.AsNoTracking() on box.InboxId equals inbox.Id
            where inbox.SyncFrom != null && box.StoppedAt == null && (tenant.State != RelationTenantState.Active || box.Fault != RelationBoxFault.None)
            select new { Box = box, Tenant = tenant, Inbox = inbox }).ToListAsync(cancellationToken);
        return
        [
            .. rows.Where(r => r.Inbox.Sources.ReadsApi && WhyOf(r.Tenant, r.Box, now) is not null)
                .Select(r => new StoppedSource(
                    new InboxName(r.Inbox.Id, r.Inbox.Key, r.Inbox.Name, r.Inbox.TimeZone), WhyOf(r.Tenant, r.Box, now)!.Value, SinceOf(r.Tenant, r.Box) ?? now))
                .OrderBy(s => s.Since).ThenBy(s => s.Inbox.Id),
        ];
    }

    private static NotifiedCondition? WhyOf(RelationTenant tenant, RelationBox box, DateTimeOffset now) => tenant.State switch
    {
        RelationTenantState.TokenRefused => NotifiedCondition.RelationTokenRefused,
        RelationTenantState.ApiChanged => NotifiedCondition.RelationApiChanged,
        RelationTenantState.Unavailable => now - SinceOf(tenant, box) >= LongestMaintenance ? NotifiedCondition.RelationUnavailable : null,
        RelationTenantState.Active => box.Fault is RelationBoxFault.None ? null : NotifiedCondition.RelationBoxClosed,
        _ => throw new ArgumentOutOfRangeException(nameof(tenant), tenant.State, "no such state"),
    };

    /// <summary>Stored are Re:lation's times. Of a box it isn't known since when it is closed, but up to when it was read.</summary>
    private static DateTimeOffset? SinceOf(RelationTenant tenant, RelationBox box) =>
        (tenant.State is RelationTenantState.Active ? box.CompleteThrough : tenant.StateSince) - TimeSpan.FromTicks(tenant.ClockOffsetTicks);
}
