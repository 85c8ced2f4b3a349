using System.Xml;
using System.Xml.Linq;

namespace RelationSync.Portal.Salesforce.Metadata;

/// <summary>Reads XML that may be anything: no document type, no entities, nothing fetched, neither large nor deep.</summary>
internal static class SoapXml
{
    /// <summary>A picklist of 1,000 values has a tenth of it. As a tree it takes many times the memory.</summary>
    private const int MostCharacters = 4 * 1024 * 1024;

    /// <summary>Copying an element recurses: a deep one would end the process.</summary>
    private const int MostLevels = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
    };

    public static XDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return IsDeep(body) ? null : XDocument.Load(Reader(body));
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsDeep(ReadOnlyMemory<byte> body)
    {
        using var reader = Reader(body);
        while (reader.Read())
        {
            if (reader.Depth > MostLevels)
            {
                return true;
            }
        }

        return false;
    }

    private static XmlReader Reader(ReadOnlyMemory<byte> body) =>
        XmlReader.Create(new MemoryStream(body.ToArray(), writable: false), Settings);
}
