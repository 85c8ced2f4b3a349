using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Writes a sheet from its template, row after row, keeping only the present one.</summary>
internal sealed class SheetWriter : IDisposable
{
    private const string InlineType = "inlineStr";

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

    // How wide a column is whose texts wrap; zero: its texts don't.
    private readonly double[] _wrapWidths;

    // The row's cells, until its height is known.
    private readonly List<RowCell> _cells = [];

    private string _rowName = "";
    private SheetStyle _style;
    private int _lines;

    public SheetWriter(SheetTemplate template, SharedStrings shared, Stream stream)
    {
        _template = template;
        _shared = shared;
        _columns = [.. Enumerable.Range(0, template.Plan.Columns.Count).Select(CellNames.Column)];
        _wrapWidths = [.. template.Plan.Columns.Select(c => c.Wraps ? c.Width : 0)];
        _xml = OpenXmlWriter.Create(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        RowNumber = template.Plan.HeaderRow;
        WriteHead();
    }

    /// <summary>The row written last.</summary>
    public int RowNumber { get; private set; }

    /// <param name="style">How its cells look.</param>
    public void StartRow(SheetStyle style = SheetStyle.Plain)
    {
        RowNumber++;
        _rowName = RowNumber.ToString(CultureInfo.InvariantCulture);
        _style = style;
        _lines = 1;
        _cells.Clear();
    }

    /// <summary>Writes the row, as high as its highest text.</summary>
    public void EndRow()
    {
        _attributes.Clear();
        _attributes.Add(new OpenXmlAttribute("r", "", _rowName));
        if (TextLines.Height(_lines) is { } height)
        {
            _attributes.Add(new OpenXmlAttribute("ht", "", height));
            _attributes.Add(new OpenXmlAttribute("customHeight", "", "1"));
        }

        _xml.WriteStartElement(_row, _attributes);
        foreach (var cell in _cells)
        {
            Write(cell);
        }

        _xml.WriteEndElement();
    }

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
            Add(column, StyleOf(text), number, "s", text.Text);
        }
        else
        {
            Inline(column, text);
        }
    }

    public void Time(int column, DateTime local) => Add(column, _style, local.ToOADate().ToString("R", CultureInfo.InvariantCulture), null, null);

    public void Number(int column, long number) => Add(column, _style, number.ToString(CultureInfo.InvariantCulture), null, null);

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

    private void Inline(int column, CellText text) => Add(column, StyleOf(text), text.Stored, InlineType, text.Text);

    private void Add(int column, SheetStyle style, string value, string? type, string? text)
    {
        _cells.Add(new RowCell(column, style, value, type));
        if (text is not null && _wrapWidths[column] is > 0 and var width)
        {
            _lines = Math.Max(_lines, TextLines.Count(text, width));
        }
    }

    private void Write(RowCell cell)
    {
        _attributes.Clear();
        _attributes.Add(new OpenXmlAttribute("r", "", CellName(cell.Column)));
        _attributes.Add(new OpenXmlAttribute("s", "", _template.Style(cell.Column, cell.Style)));
        if (cell.Type is not null)
        {
            _attributes.Add(new OpenXmlAttribute("t", "", cell.Type));
        }

        _xml.WriteStartElement(_cell, _attributes);
        if (cell.Type == InlineType)
        {
            _xml.WriteStartElement(_inline);
            _xml.WriteStartElement(_text, _preserve);
            _xml.WriteString(cell.Value);
            _xml.WriteEndElement();
        }
        else
        {
            _xml.WriteStartElement(_value);
            _xml.WriteString(cell.Value);
        }

        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private SheetStyle StyleOf(CellText text) => text.Quoted ? SheetStyle.Quoted : _style;

    /// <summary>A cell of the present row.</summary>
    /// <param name="Type">As the format has it; null: a number.</param>
    private readonly record struct RowCell(int Column, SheetStyle Style, string Value, string? Type);
}
