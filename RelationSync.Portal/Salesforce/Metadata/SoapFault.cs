using System.Xml.Linq;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Portal.Salesforce.Metadata;

/// <summary>A refusal in SOAP 1.1: <c>&lt;faultcode&gt;sf:INVALID_SESSION_ID&lt;/faultcode&gt;</c>, here without its prefix.</summary>
internal sealed record SoapFault(string Code, string Message)
{
    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    public static SoapFault? Read(WireResponse response) =>
        response.Status == 500 && SoapXml.Parse(response.Body) is { } document ? Read(document) : null;

    public static SoapFault? Read(XDocument document)
    {
        var fault = document.Root?.Element(Envelope + "Body")?.Element(Envelope + "Fault");
        var code = fault?.Element("faultcode")?.Value;
        return string.IsNullOrWhiteSpace(code)
            ? null
            : new SoapFault(SafeText.Clean(code[(code.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), 100), SafeText.Clean(fault!.Element("faultstring")?.Value));
    }
}
