using System.Xml.Linq;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.OAuth;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.Soap.Deploying;

/// <summary>The file-based calls: deploy and retrieve start a job, whose status is asked for afterwards.</summary>
internal sealed class FileOperations(Org org, Session session)
{
    private static readonly XNamespace Ns = SoapAnswer.Metadata;

    public HttpAnswer Run(XElement operation)
    {
        if (!org.Settings.MetadataPermission)
        {
            return SoapAnswer.Fault("INSUFFICIENT_ACCESS", "use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions");
        }

        var id = operation.Element(Ns + "asyncProcessId")?.Value.Trim() ?? string.Empty;
        return operation.Name.LocalName switch
        {
            "deploy" => Deploy(operation),
            "retrieve" => Retrieve(operation),
            "checkDeployStatus" when org.Metadata.Deployments.TryGetValue(id, out var deployment) => DeployAnswers.Status(deployment, operation.Element(Ns + "includeDetails")?.Value == "true"),
            "checkRetrieveStatus" when org.Metadata.Retrievals.TryGetValue(id, out var retrieval) => retrieval.Answer(id),
            _ => SoapAnswer.Fault("INVALID_CROSS_REFERENCE_KEY", $"invalid cross reference id: {id}"),
        };
    }

    private HttpAnswer Deploy(XElement operation)
    {
        var id = org.NewJobId("0Af");
        org.Metadata.Deployments[id] = Deployment.Run(org, session, id, operation);
        return DeployAnswers.Queued("deploy", id);
    }

    private HttpAnswer Retrieve(XElement operation)
    {
        var id = org.NewJobId("09S");
        org.Metadata.Retrievals[id] = Retrieval.Run(org, operation);
        return DeployAnswers.Queued("retrieve", id);
    }
}
