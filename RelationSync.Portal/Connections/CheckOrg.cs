using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Soql;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Looks at an org before anything is connected to it and whenever somebody asks, one check after another. Nothing is written there; what is found out is known to all connections of the org at once.</summary>
internal sealed class CheckOrg(SalesforceOrgs orgs, OrgMemory memory, Store store, AskAgain askAgain, TimeProvider time)
{
    /// <param name="authorizationId">With whose eyes.</param>
    /// <param name="connectionId">For which connection calls are counted; null: there is none yet.</param>
    /// <param name="wantsMarker">Whether Events are to be upserted by the marker field.</param>
    /// <param name="tell">Told of each check as it ends.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Guid authorizationId, Guid? connectionId, bool wantsMarker, Func<CheckResult, Task> tell, CancellationToken cancellationToken)
    {
        await askAgain.RunIfInTroubleAsync(authorizationId, cancellationToken);
        var session = orgs.SessionFor(authorizationId, connectionId);
        var org = orgs.OpenFor(authorizationId, connectionId);
        var began = time.GetTimestamp();
        try
        {
            var token = await session.TokenAsync(cancellationToken);
            var call = new ApiCall("describe", HttpMethod.Get, session.DataPath + "sobjects/Event/describe");
            var (described, required) = await session.ReadAsync(
                call, json => (EventDescription.Read(json, token), FieldChecks.RequiredCustomFields(json)), cancellationToken);
            var known = described with { Sandbox = await new Sandboxes(session, memory).AskAsync(cancellationToken) };
            await LearnAsync(authorizationId, known, cancellationToken);
            await tell(new CheckResult(CheckKind.Api, CheckState.Good, "Good", session.ApiVersion, time.GetElapsedTime(began).TotalSeconds));
            await tell(FieldChecks.EventAccess(known));
            await tell(FieldChecks.FieldAccess(known));
            await tell(FieldChecks.RequiredFields(required));
            await tell(known.SharedActivities
                ? new CheckResult(CheckKind.SharedActivities, CheckState.Good, "Good")
                : new CheckResult(CheckKind.SharedActivities, CheckState.Notice, "Off"));
            var own = await OwnPermissions.AskAsync(session, cancellationToken);
            var missing = Channel.All.Count(c => !known.HasType(c.Label));
            await tell(await TypesAsync(org, known, missing, own, cancellationToken));
            await tell(Marker(known, wantsMarker));
            await tell(PermissionChecks.ViewAll(own, known));
            await tell(PermissionChecks.ModifyAll(own));
            await tell(PermissionChecks.ManageUsers(own));
            await tell(PermissionChecks.ModifyMetadata(own, isNeeded: missing > 0 || !known.MarkerField));
            await tell(await LicensesAsync(session, cancellationToken));
            await tell(Sandbox(known));
            await tell(await CallsAsync(session, cancellationToken));
        }
        catch (SalesforceException e)
        {
            // Out of reach from the beginning, or from one check to the next.
            await tell(new CheckResult(CheckKind.Api, CheckState.Blocked, Cause(e.Failure), e.Failure.Code));
        }
    }

    /// <summary>Salesforce answers every address of an org; where there is none, with a page that says so, or nobody's page does.</summary>
    private static bool IsNoOrg(SalesforceFailure failure) => failure is { WholeCall: true, Code: "HTTP_404" or "HTTP_410" };

    private static string Cause(SalesforceFailure failure) => failure.Class switch
    {
        _ when IsNoOrg(failure) => "NoOrg",
        FailureClass.Limit => "Limit",
        FailureClass.TransientCall or FailureClass.TransientRecord => "Away",
        FailureClass.AuthorizationGone => "Gone",
        FailureClass.Blocked => "Blocked",
        _ => "Failed",
    };

    private Task LearnAsync(Guid authorizationId, OrgCapabilities known, CancellationToken cancellationToken) => store.WriteAsync(
        async (db, token) =>
        {
            if (await db.Authorizations.SingleOrDefaultAsync(a => a.Id == authorizationId, token) is { } authorization)
            {
                await OrgKnowledge.LearnAsync(db, authorization, known, time.GetUtcNow(), token);
            }
        },
        cancellationToken);

    // Adding nothing only reads the list: whether it may be changed as well shows when it is.
    private static async Task<CheckResult> TypesAsync(ISalesforceOrg org, OrgCapabilities known, int missing, OwnPermissions own, CancellationToken cancellationToken)
    {
        var notAddable = new CheckResult(CheckKind.Types, CheckState.Limited, known.TypeRestricted ? "Refused" : "Plain", missing);
        if (missing == 0 || own.ModifyMetadata == false)
        {
            return missing == 0 ? new CheckResult(CheckKind.Types, CheckState.Good, "All") : notAddable;
        }

        var outcome = await org.AddTypesAsync([], cancellationToken);
        return outcome.Failure is null ? new CheckResult(CheckKind.Types, CheckState.Good, "Addable", missing)
            : Cause(outcome.Failure) is not "Failed" ? new CheckResult(CheckKind.Types, CheckState.Notice, "Unknown", missing, outcome.Failure.Code)
            : notAddable;
    }

    private static CheckResult Marker(OrgCapabilities known, bool wanted) =>
        known.MarkerField ? new CheckResult(CheckKind.Marker, CheckState.Good, "Good")
        : wanted ? new CheckResult(CheckKind.Marker, CheckState.Limited, "Missing")
        : new CheckResult(CheckKind.Marker, CheckState.Notice, "Without");

    private static CheckResult Sandbox(OrgCapabilities known) => known.Sandbox switch
    {
        false => new CheckResult(CheckKind.Sandbox, CheckState.Good, "No"),
        true => new CheckResult(CheckKind.Sandbox, CheckState.Notice, "Yes"),
        null => new CheckResult(CheckKind.Sandbox, CheckState.Notice, "Unknown"),
    };

    private static async Task<CheckResult> LicensesAsync(SalesforceSession session, CancellationToken cancellationToken)
    {
        try
        {
            var call = new ApiCall("check", HttpMethod.Get, $"{session.DataPath}query?q={Uri.EscapeDataString(LookUpQueries.IntegrationLicenses)}");
            var (total, used) = await session.ReadAsync(
                call,
                json => json.Items("records").Select(r => (r.Number("TotalLicenses") ?? 0, r.Number("UsedLicenses") ?? 0)).FirstOrDefault(),
                cancellationToken);
            return total > used
                ? new CheckResult(CheckKind.Licenses, CheckState.Good, "Good", total - used, total, used)
                : new CheckResult(CheckKind.Licenses, CheckState.Notice, "None", total);
        }
        catch (SalesforceException)
        {
            return new CheckResult(CheckKind.Licenses, CheckState.Notice, "Unknown");
        }
    }

    private static async Task<CheckResult> CallsAsync(SalesforceSession session, CancellationToken cancellationToken)
    {
        try
        {
            var call = new ApiCall("check", HttpMethod.Get, session.DataPath + "limits");
            var (max, left) = await session.ReadAsync(
                call,
                json => json.Child("DailyApiRequests") is { } calls ? (calls.Number("Max") ?? 0, calls.Number("Remaining") ?? 0) : (0, 0),
                cancellationToken);
            return max == 0 ? new CheckResult(CheckKind.Calls, CheckState.Notice, "Unknown")
                : left * 10 < max ? new CheckResult(CheckKind.Calls, CheckState.Notice, "Few", left, max)
                : new CheckResult(CheckKind.Calls, CheckState.Good, "Good", left, max);
        }
        catch (SalesforceException)
        {
            return new CheckResult(CheckKind.Calls, CheckState.Notice, "Unknown");
        }
    }
}
