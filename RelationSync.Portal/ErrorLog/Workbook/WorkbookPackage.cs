using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>
/// Puts a workbook together: the sheets go straight into the package's archive, which is only ever appended to. (A
/// package that is opened for changes keeps every part whole in memory until it is closed.) The skeleton, which is
/// small, gives the rest at the end.
/// </summary>
internal sealed class WorkbookPackage : IDisposable
{
    private readonly MemoryStream _skeleton;
    private readonly SpreadsheetDocument _document;
    private readonly ZipArchive _archive;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SheetTemplate> _templates;

    /// <param name="skeleton">From <see cref="WorkbookSkeleton"/>; disposed with this.</param>
    /// <param name="plans">Its sheets.</param>
    /// <param name="output">Left open.</param>
    public WorkbookPackage(MemoryStream skeleton, IEnumerable<SheetPlan> plans, Stream output)
    {
        _skeleton = skeleton;
        _document = SpreadsheetDocument.Open(skeleton, isEditable: true);
        _templates = plans.ToDictionary(p => p.Name, p => new SheetTemplate(PartOf(p), p), StringComparer.Ordinal);
        Shared = new SharedStrings(Workbook);
        _archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
    }

    public SharedStrings Shared { get; }

    private WorkbookPart Workbook => _document.WorkbookPart!;

    /// <summary>Writes a sheet; <paramref name="totals"/> of its last rows are outside the filter.</summary>
    public void Write(SheetPlan plan, Action<SheetWriter> write, int totals = 0)
    {
        using var sheet = Open(plan);
        write(sheet.Writer);
        SetFilter(plan, sheet.Writer.RowNumber - totals);
    }

    /// <summary>A sheet to write; only one at a time.</summary>
    public OpenSheet Open(SheetPlan plan)
    {
        var template = _templates[plan.Name];
        _written.Add(template.EntryName);
        var stream = _archive.CreateEntry(template.EntryName, CompressionLevel.Fastest).Open();
        return new OpenSheet(stream, new SheetWriter(template, Shared, stream));
    }

    /// <summary>The links of a sheet that has been written.</summary>
    public void WriteLinks(SheetPlan plan, EventLinks links) => links.Write(_archive, _templates[plan.Name].EntryName);

    /// <summary>Has to come before the sheet is written.</summary>
    public void AddChart(SheetPlan plan, ChartSource source)
    {
        var template = _templates[plan.Name];
        template.DrawingId = ChartDrawing.AddTo(template.Part, source);
    }

    /// <summary>The filter's hidden name has to agree with the sheet's filter.</summary>
    public void SetFilter(SheetPlan plan, int lastRow)
    {
        var index = (uint)Workbook.Workbook.Sheets!.Elements<Sheet>().TakeWhile(s => s.Name != plan.Name).Count();
        var name = Workbook.Workbook.DefinedNames!.Elements<DefinedName>().Single(n => n.Name == "_xlnm._FilterDatabase" && n.LocalSheetId! == index);
        name.Text = CellNames.Fixed(plan, lastRow);
    }

    /// <summary>Adds what isn't written yet.</summary>
    public void Finish()
    {
        Shared.Save();
        Workbook.Workbook.Save();
        _document.Dispose();
        _skeleton.Position = 0;
        using var rest = new ZipArchive(_skeleton, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in rest.Entries.Where(e => !_written.Contains(e.FullName)))
        {
            using var from = entry.Open();
            using var to = _archive.CreateEntry(entry.FullName, CompressionLevel.Optimal).Open();
            from.CopyTo(to);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _archive.Dispose();
        _document.Dispose();
        _skeleton.Dispose();
    }

    private WorksheetPart PartOf(SheetPlan plan) =>
        (WorksheetPart)Workbook.GetPartById(Workbook.Workbook.Sheets!.Elements<Sheet>().Single(s => s.Name == plan.Name).Id!.Value!);
}
