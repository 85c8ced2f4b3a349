using System.Xml.Linq;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Portal.Salesforce.Metadata;

/// <summary>Deploys the reports and the dashboard into an org, and waits for the result (Metadata API Developer Guide, "deploy()").</summary>
internal sealed class ReportDeployment(SalesforceOrgs orgs, TimeProvider time)
{
    private const string Kind = "reports";
    private static readonly XNamespace Namespace = MetadataClient.Namespace;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>All or nothing: what Salesforce refuses leaves the org as it was.</summary>
    public async Task<ReportsOutcome> RunAsync(Guid authorizationId, CancellationToken cancellationToken)
    {
        var session = orgs.SessionFor(authorizationId, null);
        var metadata = new MetadataClient(session);
        try
        {
            var begun = await metadata.SendAsync(Kind, Deploy(session.ApiVersion), writes: true, cancellationToken);
            return begun[0].Element(Namespace + "id")?.Value is { Length: > 0 } id
                ? await WaitAsync(metadata, id, cancellationToken)
                : throw Failures.InvalidResponse("The answer names no deployment.", writes: true).Throwable();
        }
        catch (SalesforceException e)
        {
            return new ReportsOutcome { Failure = e.Failure };
        }
    }

    private async Task<ReportsOutcome> WaitAsync(MetadataClient metadata, string id, CancellationToken cancellationToken)
    {
        var check = new XElement(
            Namespace + "checkDeployStatus", new XElement(Namespace + "asyncProcessId", id), new XElement(Namespace + "includeDetails", true));
        var began = time.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(250); time.GetElapsedTime(began) < Patience; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, time, cancellationToken);
            var result = (await metadata.SendAsync(Kind, check, writes: false, cancellationToken))[0];
            if (result.Element(Namespace + "done")?.Value == "true")
            {
                return Read(result);
            }
        }

        return new ReportsOutcome { IsUnderWay = true };
    }

    private static ReportsOutcome Read(XElement result)
    {
        if (result.Element(Namespace + "success")?.Value == "true")
        {
            return new ReportsOutcome();
        }

        var problems = result.Element(Namespace + "details")?.Elements(Namespace + "componentFailures")
            .Select(f => new ReportProblem(Text(f, "fullName"), Text(f, "problem"))).ToList();
        return problems is { Count: > 0 }
            ? new ReportsOutcome { Problems = problems }
            : new ReportsOutcome { Problems = [new ReportProblem(Text(result, "status"), Text(result, "errorMessage"))] };
    }

    private static XElement Deploy(string apiVersion)
    {
        XElement Option(string name, bool value) => new(Namespace + name, value);

        return new XElement(
            Namespace + "deploy",
            new XElement(Namespace + "ZipFile", Convert.ToBase64String(ReportPackage.Zip(apiVersion))),
            new XElement(
                Namespace + "DeployOptions",
                Option("allowMissingFiles", false),
                Option("autoUpdatePackage", false),
                Option("checkOnly", false),
                Option("ignoreWarnings", true),
                Option("performRetrieve", false),
                Option("purgeOnDelete", false),
                Option("rollbackOnError", true),
                Option("singlePackage", true)));
    }

    private static string Text(XElement element, string name) => SafeText.Clean(element.Element(Namespace + name)?.Value, 300);
}
