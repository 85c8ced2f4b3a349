using System.Globalization;
using System.Xml.Linq;
using RelationSync.Simulator.Hosting;

namespace RelationSync.Simulator.Soap.Deploying;

/// <summary>The answers to deploy and checkDeployStatus.</summary>
internal static class DeployAnswers
{
    private static readonly XNamespace Ns = SoapAnswer.Metadata;

    /// <summary>An AsyncResult: taken, and to be asked about.</summary>
    public static HttpAnswer Queued(string operation, string id) => SoapAnswer.Ok(operation, new XElement(Ns + "result", Element("done", false), Element("id", id), Element("state", "Queued")));

    public static HttpAnswer Status(Deployment deployment, bool withDetails)
    {
        var done = deployment.IsDone();
        var (failed, good) = (deployment.Failures.Count, deployment.Successes.Count);
        return SoapAnswer.Ok("checkDeployStatus", new XElement(
            Ns + "result",
            Element("checkOnly", deployment.CheckOnly),
            done ? Element("completedDate", Time(deployment)) : null,
            Element("createdBy", deployment.UserId),
            Element("createdDate", Time(deployment)),
            withDetails && done ? new XElement(
                Ns + "details",
                deployment.Failures.Select(m => Message(deployment, m)),
                deployment.Successes.Select(m => Message(deployment, m)),
                new XElement(Ns + "runTestResult", Element("numFailures", 0), Element("numTestsRun", 0), Element("totalTime", "0.0"))) : null,
            Element("done", done),
            Element("id", deployment.Id),
            Element("ignoreWarnings", false),
            Element("lastModifiedDate", Time(deployment)),
            Element("numberComponentErrors", done ? failed : 0),
            Element("numberComponentsDeployed", done ? good : 0),
            Element("numberComponentsTotal", failed + good),
            Element("numberTestErrors", 0),
            Element("numberTestsCompleted", 0),
            Element("numberTestsTotal", 0),
            Element("rollbackOnError", deployment.RollbackOnError),
            Element("runTestsEnabled", false),
            Element("startDate", Time(deployment)),
            Element("status", done ? deployment.Status : "InProgress"),
            Element("success", done && deployment.Status == "Succeeded")));
    }

    private static XElement Message(Deployment deployment, DeployMessage message)
    {
        var failed = message.Problem is not null;
        return new XElement(
            Ns + (failed ? "componentFailures" : "componentSuccesses"),
            Element("changed", message.Changed),
            failed ? Element("columnNumber", message.Column) : null,
            Element("componentType", message.Type),
            Element("created", message.Created),
            Element("createdDate", Time(deployment)),
            Element("deleted", false),
            Element("fileName", message.Path),
            Element("fullName", message.FullName),
            failed ? Element("lineNumber", message.Line) : null,
            failed ? Element("problem", message.Problem!) : null,
            failed ? Element("problemType", "Error") : null,
            Element("success", !failed));
    }

    private static string Time(Deployment deployment) => deployment.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static XElement Element(string name, object value) => new(Ns + name, value);
}
