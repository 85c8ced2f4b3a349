using System.Xml;
using System.Xml.Linq;
using RelationSync.Simulator.Access;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.OAuth;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Soap.Deploying;

namespace RelationSync.Simulator.Soap;

/// <summary>The Metadata API, <c>/services/Soap/m/67.0</c>: read, update and create, one type a call; deploy and retrieve by zip.</summary>
internal static class SoapEndpoint
{
    private const int MostComponents = 10;

    /// <summary>Reads the envelope, so that its token can be checked before the call counts; null where it is none.</summary>
    public static SoapCall? Read(OrgRequest request)
    {
        try
        {
            using var stream = new MemoryStream(request.Body);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var root = XDocument.Load(reader).Root;
            var body = root?.Elements().FirstOrDefault(e => e.Name.LocalName == "Body")?.Elements().FirstOrDefault();
            var token = root?.Descendants().FirstOrDefault(e => e.Name.LocalName == "sessionId")?.Value.Trim();
            return body is null ? null : new SoapCall(body, token ?? string.Empty);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public static HttpAnswer Run(Org org, Session session, SoapCall call)
    {
        var components = call.Operation.Elements().Count(e => e.Name.LocalName is "metadata" or "fullNames");
        if (components > MostComponents)
        {
            return SoapAnswer.Fault("LIMIT_EXCEEDED", $"Up to {MostComponents} components a call");
        }

        if (!org.Settings.AdminPermissions.Contains(Permissions.ModifyMetadata))
        {
            return SoapAnswer.Fault("INSUFFICIENT_ACCESS", "use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions");
        }

        var metadata = new MetadataOperations(org, session);
        return call.Operation.Name.LocalName switch
        {
            "readMetadata" => metadata.Read(call.Operation),
            "updateMetadata" => metadata.Update(call.Operation),
            "createMetadata" => metadata.Create(call.Operation),
            "upsertMetadata" => metadata.Upsert(call.Operation),
            "describeMetadata" => MetadataOperations.Describe(),
            "listMetadata" => metadata.List(),
            "deploy" or "checkDeployStatus" or "retrieve" or "checkRetrieveStatus" => new FileOperations(org, session).Run(call.Operation),
            var unknown => SoapAnswer.Fault("UNSUPPORTED_CLIENT", $"No operation {unknown} here"),
        };
    }

    public static HttpAnswer BadSession() => SoapAnswer.Fault("INVALID_SESSION_ID", "INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session. Session not found, missing session hash");

    public static HttpAnswer Limited() => SoapAnswer.Fault("REQUEST_LIMIT_EXCEEDED", "REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.");
}
