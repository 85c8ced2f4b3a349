using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>What lists say of an inbox.</summary>
/// <param name="Id">Its id in the store.</param>
/// <param name="Key">The key in addresses.</param>
/// <param name="Name">What people call it.</param>
/// <param name="TimeZone">IANA name of its clock.</param>
public sealed record InboxName(long Id, string Key, string Name, string TimeZone)
{
    /// <summary>A test inbox (R-T16): shown as one wherever it is named.</summary>
    public bool IsTest { get; init; }

    /// <summary>All of them by id. They are few, and lists stay on one index when they aren't joined.</summary>
    internal static Task<Dictionary<long, InboxName>> ReadAllAsync(RelationSyncDb db, CancellationToken cancellationToken) =>
        db.Inboxes.Select(i => new InboxName(i.Id, i.Key, i.Name, i.TimeZone) { IsTest = i.IsTest }).ToDictionaryAsync(i => i.Id, cancellationToken);
}
