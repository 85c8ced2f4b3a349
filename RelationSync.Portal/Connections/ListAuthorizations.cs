using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>The authorisations that are good, with the inboxes that use them.</summary>
internal sealed class ListAuthorizations(Store store)
{
    /// <summary>Salesforce keeps so many for each user of one app (R-A3).</summary>
    public const int Slots = 5;

    public Task<IReadOnlyList<AuthorizationView>> RunAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            var connections = (await db.Connections.Include(c => c.Inbox).ToListAsync(token)).ToLookup(c => c.AuthorizationId, c => c.Inbox.Name);
            var rows = await db.Authorizations.Where(a => a.GoneAt == null).OrderBy(a => a.CreatedAt).ToListAsync(token);
            return (IReadOnlyList<AuthorizationView>)[.. rows.Select(a => new AuthorizationView(
                a.Id, a.LoginUrl, a.InstanceUrl, a.OrgId, a.UserId, a.Username, [.. connections[a.Id].Order(StringComparer.CurrentCulture)])
            {
                UsesCertificate = a.SigningKeyProtected != null,
            })];
        },
        cancellationToken);
}
