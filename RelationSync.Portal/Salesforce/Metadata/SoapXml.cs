using System.Xml;
using System.Xml.Linq;

namespace RelationSync.Portal.Salesforce.Metadata;

/// <summary>Reads XML that may be anything: no document type, no entities, nothing fetched.</summary>
internal static class SoapXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = Http.BodyBuffer.MaxBytes,
    };

    public static XDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var stream = new MemoryStream(body.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, Settings);
            return XDocument.Load(reader);
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return null;
        }
    }
}
