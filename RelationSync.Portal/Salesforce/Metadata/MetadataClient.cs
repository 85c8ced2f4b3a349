using System.Xml.Linq;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Portal.Salesforce.Metadata;

/// <summary>Metadata API over SOAP (Metadata API Developer Guide, "CRUD-Based Calls"). The token goes in the envelope's header.</summary>
internal sealed class MetadataClient(SalesforceSession session)
{
    public static readonly XNamespace Namespace = "http://soap.sforce.com/2006/04/metadata";

    public static readonly XName TypeAttribute = XNamespace.Get("http://www.w3.org/2001/XMLSchema-instance") + "type";

    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>Sends a body and gives the <c>result</c> elements of the answer, at least one.</summary>
    public async Task<IReadOnlyList<XElement>> SendAsync(string kind, XElement body, bool writes, CancellationToken cancellationToken)
    {
        var call = new ApiCall(kind, HttpMethod.Post, $"/services/Soap/m/{session.ApiVersion}", writes)
        {
            Soap = true,
            Body = token => RequestBody.Xml(Enclose(body, token)),
        };
        var response = await session.SendAsync(call, cancellationToken);
        var document = SoapXml.Parse(response.Body);
        if (document is not null && SoapFault.Read(document) is { } fault)
        {
            throw OfFault(fault).Throwable();
        }

        if (!response.IsSuccess)
        {
            throw Failures.OfAnswer(response, writes).Throwable();
        }

        var results = document?.Root?.Element(Envelope + "Body")?.Elements().FirstOrDefault()?.Elements(Namespace + "result").ToList();
        return results is { Count: > 0 } ? results : throw Failures.InvalidResponse("The answer is not the XML expected.", writes).Throwable();
    }

    /// <summary>Refuses where a result of a change says so: <c>&lt;errors&gt;&lt;message/&gt;&lt;statusCode/&gt;&lt;/errors&gt;&lt;success&gt;false&lt;/success&gt;</c>.</summary>
    public static void ThrowIfRefused(IEnumerable<XElement> results)
    {
        foreach (var result in results.Where(r => r.Element(Namespace + "success")?.Value != "true"))
        {
            var error = result.Element(Namespace + "errors");
            var code = error?.Element(Namespace + "statusCode")?.Value;
            throw OfFault(new SoapFault(
                SafeText.Clean(string.IsNullOrWhiteSpace(code) ? "UNKNOWN_EXCEPTION" : code, 100),
                SafeText.Clean(error?.Element(Namespace + "message")?.Value))).Throwable();
        }
    }

    public static SalesforceFailure OfFault(SoapFault fault) =>
        new(FailureClassifier.Classify(fault.Code), fault.Code, fault.Message, [], WholeCall: true);

    private static XDocument Enclose(XElement body, AccessToken token) => new(
        new XElement(
            Envelope + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soapenv", Envelope),
            new XAttribute(XNamespace.Xmlns + "xsi", TypeAttribute.Namespace),
            new XElement(
                Envelope + "Header",
                new XElement(Namespace + "SessionHeader", new XElement(Namespace + "sessionId", token.Value))),
            new XElement(Envelope + "Body", body)));
}
