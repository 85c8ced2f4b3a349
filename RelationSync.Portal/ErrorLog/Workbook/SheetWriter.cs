using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Writes a sheet from its template, row after row, keeping none of them.</summary>
internal sealed class SheetWriter : IDisposable
{
    private readonly SheetTemplate _template;
    private readonly SharedStrings _shared;
    private readonly OpenXmlWriter _xml;
    private readonly string[] _columns;
    private readonly List<OpenXmlAttribute> _attributes = new(3);

    // Only their names are used, again and again.
    private readonly Row _row = new();
    private readonly Cell _cell = new();
    private readonly CellValue _value = new();
    private readonly InlineString _inline = new();
    private readonly Text _text = new();
    private readonly OpenXmlAttribute[] _preserve = [new("xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve")];

    private string _rowName = "";
    private SheetStyle _style;

    public SheetWriter(SheetTemplate template, SharedStrings shared, Stream stream)
    {
        _template = template;
        _shared = shared;
        _columns = [.. Enumerable.Range(0, template.Plan.Columns.Count).Select(CellNames.Column)];
        _xml = OpenXmlWriter.Create(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        RowNumber = template.Plan.HeaderRow;
        WriteHead();
    }

    /// <summary>The row written last.</summary>
    public int RowNumber { get; private set; }

    /// <param name="style">How its cells look.</param>
    /// <param name="lines">Lines of its highest cell.</param>
    public void StartRow(SheetStyle style = SheetStyle.Plain, int lines = 1)
    {
        RowNumber++;
        _rowName = RowNumber.ToString(CultureInfo.InvariantCulture);
        _style = style;
        _attributes.Clear();
        _attributes.Add(new OpenXmlAttribute("r", "", _rowName));
        if (TextLines.Height(lines) is { } height)
        {
            _attributes.Add(new OpenXmlAttribute("ht", "", height));
            _attributes.Add(new OpenXmlAttribute("customHeight", "", "1"));
        }

        _xml.WriteStartElement(_row, _attributes);
    }

    public void EndRow() => _xml.WriteEndElement();

    /// <summary>A text of its own; null and empty write nothing.</summary>
    public void Text(int column, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Inline(column, CellText.Of(value));
        }
    }

    /// <summary>A text that other rows have too.</summary>
    public void Shared(int column, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        var text = CellText.Of(value);
        if (_shared.NumberOf(text) is { } number)
        {
            Value(column, StyleOf(text), number, "s");
        }
        else
        {
            Inline(column, text);
        }
    }

    public void Time(int column, DateTime local) => Value(column, _style, local.ToOADate().ToString("R", CultureInfo.InvariantCulture), null);

    public void Number(int column, long number) => Value(column, _style, number.ToString(CultureInfo.InvariantCulture), null);

    /// <summary>The cell of the present row, e.g. <c>B7</c>.</summary>
    public string CellName(int column) => _columns[column] + _rowName;

    /// <summary>Writes what comes after the rows; <paramref name="totals"/> rows at the end are outside the filter.</summary>
    public void Finish(IReadOnlyList<string> links, int totals = 0)
    {
        _xml.WriteEndElement();
        foreach (var element in _template.After)
        {
            if (element is AutoFilter)
            {
                _xml.WriteElement(new AutoFilter { Reference = CellNames.Area(_template.Plan, RowNumber - totals) });
                WriteLinks(links);
            }
            else
            {
                _xml.WriteElement(element);
            }
        }

        if (RowNumber > _template.Plan.HeaderRow)
        {
            // Phone numbers are text on purpose: no green corners.
            var all = new ListValue<StringValue> { InnerText = CellNames.Area(_template.Plan, RowNumber) };
            _xml.WriteElement(new IgnoredErrors(new IgnoredError { SequenceOfReferences = all, NumberStoredAsText = true }));
        }

        if (_template.DrawingId is { } drawing)
        {
            _xml.WriteElement(new Drawing { Id = drawing });
        }

        _xml.WriteEndElement();
    }

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    private void WriteHead()
    {
        _xml.WriteStartDocument();
        _xml.WriteStartElement(_template.Root, _template.Root.GetAttributes(), _template.Root.NamespaceDeclarations);
        foreach (var element in _template.Before)
        {
            _xml.WriteElement(element);
        }

        _xml.WriteStartElement(new SheetData());
        foreach (var row in _template.Head)
        {
            _xml.WriteElement(row);
        }
    }

    private void WriteLinks(IReadOnlyList<string> cells)
    {
        if (cells.Count == 0)
        {
            return;
        }

        _xml.WriteStartElement(new Hyperlinks());
        for (var i = 0; i < cells.Count; i++)
        {
            _xml.WriteElement(new Hyperlink { Reference = cells[i], Id = EventLinks.RelationshipId(i) });
        }

        _xml.WriteEndElement();
    }

    private void Value(int column, SheetStyle style, string value, string? type)
    {
        StartCell(column, style, type);
        _xml.WriteStartElement(_value);
        _xml.WriteString(value);
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void Inline(int column, CellText text)
    {
        StartCell(column, StyleOf(text), "inlineStr");
        _xml.WriteStartElement(_inline);
        _xml.WriteStartElement(_text, _preserve);
        _xml.WriteString(text.Stored);
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void StartCell(int column, SheetStyle style, string? type)
    {
        _attributes.Clear();
        _attributes.Add(new OpenXmlAttribute("r", "", CellName(column)));
        _attributes.Add(new OpenXmlAttribute("s", "", _template.Style(column, style)));
        if (type is not null)
        {
            _attributes.Add(new OpenXmlAttribute("t", "", type));
        }

        _xml.WriteStartElement(_cell, _attributes);
    }

    private SheetStyle StyleOf(CellText text) => text.Quoted ? SheetStyle.Quoted : _style;
}
