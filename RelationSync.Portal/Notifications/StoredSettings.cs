using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>The one row of settings, made when it is first changed.</summary>
internal static class StoredSettings
{
    /// <summary>To be changed within a write.</summary>
    public static async Task<NotificationSettings> OpenAsync(RelationSyncDb db, CancellationToken cancellationToken) =>
        await db.NotificationSettings.SingleOrDefaultAsync(cancellationToken) ?? db.NotificationSettings.Add(new NotificationSettings()).Entity;

    /// <summary>To be looked at.</summary>
    public static async Task<NotificationSettings> ReadAsync(RelationSyncDb db, CancellationToken cancellationToken) =>
        await db.NotificationSettings.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? new NotificationSettings();
}
