using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>Makes the connections of the file, and follows what may change of them. A connection that was deleted in the portal stays deleted.</summary>
internal sealed class ProvisionConnections(ProvisionAuthorizations authorizations, TimeProvider time)
{
    public const string Kind = "connection";

    public async Task ApplyAsync(ProvisioningRun run, ProvisioningFile file, CancellationToken cancellationToken)
    {
        foreach (var entry in file.Connections.Where(e => !run.Held.Contains(e.Inbox)))
        {
            var remembered = await run.FindAsync(Kind, entry.Inbox, cancellationToken);
            if (remembered is null)
            {
                await MakeAsync(run, entry, cancellationToken);
            }
            else
            {
                await FollowAsync(run, file, entry, null, cancellationToken);
            }
        }
    }

    /// <summary>Follows what has changed of an entry; nothing where its connection was deleted.</summary>
    /// <param name="run">The transaction.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="answer">What Salesforce gave for its token, where it was asked; with the refresh token that counts from now on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task FollowAsync(ProvisioningRun run, ProvisioningFile file, ProvisionedConnection entry, TokenAnswer? answer, CancellationToken cancellationToken)
    {
        if (await run.FindAsync(Kind, entry.Inbox, cancellationToken) is { } remembered && AppliedConnection.Parse(remembered.Hash) is { } applied
            && await run.Db.Connections.Include(c => c.Authorization).SingleOrDefaultAsync(c => c.Id == applied.ConnectionId, cancellationToken) is { } connection)
        {
            await FollowAsync(run, file, entry, answer, remembered, applied, connection, cancellationToken);
        }
    }

    private async Task MakeAsync(ProvisioningRun run, ProvisionedConnection entry, CancellationToken cancellationToken)
    {
        var inbox = await run.Db.Inboxes.SingleOrDefaultAsync(i => i.Key == entry.Inbox, cancellationToken);
        if (inbox is null)
        {
            run.Faults.Add(new($"{entry.At}/inbox", $"there is no inbox '{entry.Inbox}'"));
            return;
        }

        if (inbox.IsTest)
        {
            run.Faults.Add(new($"{entry.At}/inbox", $"inbox '{entry.Inbox}' is a test inbox, which is never connected (R-T16)"));
            return;
        }

        if (await run.Db.Connections.AnyAsync(c => c.InboxId == inbox.Id, cancellationToken))
        {
            run.Faults.Add(new($"{entry.At}/inbox", $"inbox '{entry.Inbox}' has a connection already, which didn't come from this file (R-A1: one connection an inbox)"));
            return;
        }

        var now = time.GetUtcNow();
        var connection = NewConnection.Of(
            inbox, await authorizations.FindOrMakeAsync(run, entry, cancellationToken), entry.Targets, entry.LinkOpportunities, now);
        run.Db.Add(connection);
        run.Db.Audit(ProvisioningRun.Actor, null, AuditAct.ConnectionCreated, inbox.Key, now, ("targets", entry.Targets.ToString()));
        var applied = new AppliedConnection(connection.Id, entry.Targets, RestOf(run, entry));
        run.Remember(null, Kind, entry.Inbox, applied.ToString(), run.Hashes.OfSecret(entry.Secret));
        // Seen by the entries that follow: one with the same token shares the authorisation.
        await run.Db.SaveChangesAsync(cancellationToken);
    }

    private async Task FollowAsync(
        ProvisioningRun run,
        ProvisioningFile file,
        ProvisionedConnection entry,
        TokenAnswer? answer,
        ProvisionedEntry remembered,
        AppliedConnection applied,
        Connection connection,
        CancellationToken cancellationToken)
    {
        if (applied.Targets != entry.Targets)
        {
            run.Faults.Add(new($"{entry.At}/targets", "can't be changed (R-A2): delete the connection in the portal and connect again"));
            return;
        }

        var (rest, secretHash) = (RestOf(run, entry), run.Hashes.OfSecret(entry.Secret));
        if (applied.Rest != rest)
        {
            connection.LinkOpportunities = entry.LinkOpportunities;
            authorizations.Change(connection.Authorization, entry);
        }

        if (remembered.SecretHash != secretHash)
        {
            await authorizations.ReplaceAsync(run, file, connection, entry, cancellationToken);
        }

        if (answer is not null)
        {
            await authorizations.FillAsync(run, connection.Authorization, answer, cancellationToken);
        }

        run.Remember(remembered, Kind, entry.Inbox, (applied with { Rest = rest }).ToString(), secretHash);
        await run.Db.SaveChangesAsync(cancellationToken);
    }

    private static string RestOf(ProvisioningRun run, ProvisionedConnection entry) => ProvisioningHashes.Of(
        entry.LoginUrl,
        entry.LinkOpportunities ? "linked" : "",
        entry.ClientId,
        entry.ClientSecret is null ? null : run.Hashes.OfSecret(entry.ClientSecret));
}
