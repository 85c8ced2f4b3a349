using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>All connections, those that need a person first.</summary>
public sealed class ListConnections(Store store, TimeProvider time)
{
    // One list serves viewers of both languages.
    internal static readonly StringComparer ByName = StringComparer.Create(CultureInfo.GetCultureInfo("ja-JP"), ignoreCase: true);

    public Task<IReadOnlyList<ConnectionView>> RunAsync(CancellationToken cancellationToken) =>
        store.ReadAsync((db, token) => ReadAsync(db, time.GetUtcNow(), null, token), cancellationToken);

    /// <summary>One of them, or null where there is none.</summary>
    public async Task<ConnectionView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await store.ReadAsync((db, token) => ReadAsync(db, time.GetUtcNow(), id, token), cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <param name="db">The store.</param>
    /// <param name="now">The moment of the figures.</param>
    /// <param name="only">Null: all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="known">Counts that are known already.</param>
    internal static async Task<IReadOnlyList<ConnectionView>> ReadAsync(
        RelationSyncDb db, DateTimeOffset now, Guid? only, CancellationToken cancellationToken, Dictionary<long, ActionCounts>? known = null)
    {
        var connections = await db.Connections
            .Include(c => c.Inbox)
            .Include(c => c.Authorization)
            .Where(c => only == null || c.Id == only)
            .ToListAsync(cancellationToken);
        var inboxes = connections.ConvertAll(c => new InboxName(c.Inbox.Id, c.Inbox.Key, c.Inbox.Name, c.Inbox.TimeZone));
        var counts = known ?? await ActionCounter.CountAsync(db, inboxes, now, cancellationToken);
        var budgets = await BudgetReader.ReadAsync(db, connections, now, cancellationToken);
        return [.. connections
            .Zip(inboxes, (c, inbox) => ToView(c, inbox, counts[inbox.Id]) with { Budget = budgets[c.Id] })
            .OrderBy(c => Gravity(c.State))
            .ThenBy(c => c.Inbox.Name, ByName)];
    }

    private static ConnectionView ToView(Connection c, InboxName inbox, ActionCounts counts) => new(
        c.Id,
        inbox,
        c.State,
        c.Targets,
        c.LinkOpportunities,
        c.CreatedAt,
        c.LastDrainAt,
        c.PausedAt,
        c.LimitSince,
        c.NextProbeAt,
        new OrgView(
            c.Authorization.LoginUrl,
            c.Authorization.InstanceUrl,
            c.Authorization.OrgId,
            c.Authorization.Username,
            c.Authorization.GoneAt,
            c.Authorization.GoneCode,
            c.Authorization.ApiUsed,
            c.Authorization.ApiMax,
            c.Authorization.ApiSeenAt)
        {
            AuthorizationId = c.AuthorizationId,
            UsesCertificate = c.Authorization.SigningKeyProtected != null,
            BlockedAt = c.Authorization.BlockedAt,
            BlockedCode = c.Authorization.BlockedCode,
            AskAgainAt = c.Authorization.AskAgainAt,
            UserId = c.Authorization.UserId,
            HasMarker = c.Authorization.CapabilitiesJson is { } known ? StoredCapabilities.Read(known)?.MarkerField : null,
        },
        counts);

    private static int Gravity(ConnectionState state) => state switch
    {
        ConnectionState.AuthorizationExpired or ConnectionState.Blocked => 0,
        ConnectionState.LimitReached => 1,
        ConnectionState.Active => 2,
        ConnectionState.Paused => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such state"),
    };
}
