using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>The addresses of a sheet's links, which the package keeps in a file of their own.</summary>
internal sealed class EventLinks(int most)
{
    private const string Namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Hyperlink = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";

    private readonly List<string> _urls = [];
    private readonly List<string> _cells = [];

    /// <summary>The cells that have a link.</summary>
    public IReadOnlyList<string> Cells => _cells;

    public static string RelationshipId(int index) => "event" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Beyond the bound it does nothing: the address stays a text.</summary>
    public void Add(string cell, string url)
    {
        if (_cells.Count < most)
        {
            _cells.Add(cell);
            _urls.Add(url);
        }
    }

    /// <summary>Writes them beside the sheet: <c>xl/worksheets/_rels/sheet2.xml.rels</c>.</summary>
    public void Write(ZipArchive package, string sheetEntry)
    {
        if (_cells.Count == 0)
        {
            return;
        }

        var slash = sheetEntry.LastIndexOf('/');
        var entry = package.CreateEntry($"{sheetEntry[..slash]}/_rels/{sheetEntry[(slash + 1)..]}.rels", CompressionLevel.Fastest);
        using var stream = entry.Open();
        using var xml = XmlWriter.Create(stream);
        xml.WriteStartElement("Relationships", Namespace);
        for (var i = 0; i < _urls.Count; i++)
        {
            xml.WriteStartElement("Relationship", Namespace);
            xml.WriteAttributeString("Id", RelationshipId(i));
            xml.WriteAttributeString("Type", Hyperlink);
            xml.WriteAttributeString("Target", _urls[i]);
            xml.WriteAttributeString("TargetMode", "External");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
