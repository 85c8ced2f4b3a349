using System.Text.Json;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Portal.Connecting;

/// <summary>Looks at an org before anything is connected to it and whenever somebody asks, one check after another. Nothing is written.</summary>
internal sealed class CheckOrg(SalesforceOrgs orgs, AskAgain askAgain, TimeProvider time)
{
    private static readonly string[] Needed = ["Subject", "StartDateTime", "EndDateTime", "Description"];
    private static readonly string[] Dropped = ["OwnerId", "Type", "WhoId", "WhatId"];

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
            var (known, fields) = await session.ReadAsync(call, json => (EventDescription.Read(json, token), Fields(json)), cancellationToken);
            await tell(new CheckResult(CheckKind.Api, CheckState.Good, "Good", session.ApiVersion, time.GetElapsedTime(began).TotalSeconds));
            await tell(EventAccess(fields));
            await tell(FieldAccess(fields));
            await tell(known.SharedActivities
                ? new CheckResult(CheckKind.SharedActivities, CheckState.Good, "Good")
                : new CheckResult(CheckKind.SharedActivities, CheckState.Notice, "Off"));
            await tell(await TypesAsync(org, known, cancellationToken));
            await tell(Marker(known, wantsMarker));
            await tell(await LicensesAsync(session, cancellationToken));
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

    // {"name":"Event","createable":true,"fields":[{"name":"Subject","createable":true,…},…]}
    private static Dictionary<string, bool> Fields(JsonElement json)
    {
        var fields = json.Items("fields").Where(f => f.Text("name") is not null)
            .GroupBy(f => f.Text("name")!).ToDictionary(g => g.Key, g => g.First().Flag("createable") != false);
        fields[""] = json.Flag("createable") != false;
        return fields;
    }

    private static CheckResult EventAccess(Dictionary<string, bool> fields) =>
        fields[""] && Needed.All(f => fields.GetValueOrDefault(f))
            ? new CheckResult(CheckKind.EventAccess, CheckState.Good, "Good")
            : new CheckResult(CheckKind.EventAccess, CheckState.Blocked, "None", string.Join(", ", Needed.Where(f => !fields.GetValueOrDefault(f))));

    private static CheckResult FieldAccess(Dictionary<string, bool> fields)
    {
        var missing = Dropped.Where(f => !fields.GetValueOrDefault(f)).ToList();
        return missing.Count == 0
            ? new CheckResult(CheckKind.FieldAccess, CheckState.Good, "Good")
            : new CheckResult(CheckKind.FieldAccess, CheckState.Limited, "Missing", string.Join(", ", missing));
    }

    // Adding nothing only reads the list: whether it may be changed as well shows when it is.
    private static async Task<CheckResult> TypesAsync(ISalesforceOrg org, OrgCapabilities known, CancellationToken cancellationToken)
    {
        var missing = Channel.All.Count(c => !known.Types.Contains(c.Label));
        if (missing == 0)
        {
            return new CheckResult(CheckKind.Types, CheckState.Good, "All");
        }

        var outcome = await org.AddTypesAsync([], cancellationToken);
        return outcome.Failure is null ? new CheckResult(CheckKind.Types, CheckState.Good, "Addable", missing)
            : Cause(outcome.Failure) is not "Failed" ? new CheckResult(CheckKind.Types, CheckState.Notice, "Unknown", missing, outcome.Failure.Code)
            : new CheckResult(CheckKind.Types, CheckState.Limited, known.TypeRestricted ? "Refused" : "Plain", missing);
    }

    private static CheckResult Marker(OrgCapabilities known, bool wanted) =>
        known.MarkerField ? new CheckResult(CheckKind.Marker, CheckState.Good, "Good")
        : wanted ? new CheckResult(CheckKind.Marker, CheckState.Limited, "Missing")
        : new CheckResult(CheckKind.Marker, CheckState.Notice, "Without");

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
