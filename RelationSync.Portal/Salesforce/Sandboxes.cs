using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Portal.Salesforce;

/// <summary>Asks an org once whether it is a sandbox (R-O2; Object Reference, Organization).</summary>
internal sealed class Sandboxes(SalesforceSession session, OrgMemory memory)
{
    /// <summary>Null: it couldn't be asked, and is the next time.</summary>
    public async Task<bool?> AskAsync(CancellationToken cancellationToken)
    {
        var orgId = (await session.TokenAsync(cancellationToken)).OrgId;
        if (memory.IsSandbox(orgId) is { } known)
        {
            return known;
        }

        try
        {
            var call = new ApiCall("describe", HttpMethod.Get, $"{session.DataPath}query?q={Uri.EscapeDataString(LookUpQueries.Sandbox)}");
            var answer = await session.ReadAsync(call, json => json.Items("records").Select(r => r.Flag("IsSandbox")).FirstOrDefault(), cancellationToken);
            if (answer is { } sandbox)
            {
                memory.SandboxIs(orgId, sandbox);
            }

            return answer;
        }
        catch (SalesforceException)
        {
            // Events are written all the same; only addresses that a sandbox has changed aren't found.
            return null;
        }
    }
}
