using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.Metadata;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Adds the reports and the dashboard to an org, on request.</summary>
internal sealed class DeployReports(Commands<DeployReports> commands, ReportDeployment reports, Store store, TimeProvider time)
{
    public async Task<Outcome<ReportsOutcome>> RunAsync(ClaimsPrincipal user, Guid authorizationId, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } refused)
        {
            return refused;
        }

        var outcome = await reports.RunAsync(authorizationId, cancellationToken);

        // Done there, whatever its caller does now.
        await store.WriteAsync((db, token) => AuditAsync(db, user, authorizationId, outcome, token), CancellationToken.None);
        return outcome;
    }

    private async Task AuditAsync(RelationSyncDb db, ClaimsPrincipal user, Guid authorizationId, ReportsOutcome outcome, CancellationToken cancellationToken)
    {
        var org = await db.Authorizations.Where(a => a.Id == authorizationId).Select(a => a.OrgId ?? a.LoginUrl).SingleOrDefaultAsync(cancellationToken);
        var refused = outcome.Failure?.Code ?? outcome.Problems.Select(p => p.Component).FirstOrDefault();
        db.Audit(user, AuditAct.ReportsDeployed, org ?? "", time.GetUtcNow(), ("refused", refused));
    }
}
