namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>A sheet before it has rows.</summary>
/// <param name="Name">At most 31 characters.</param>
/// <param name="Heading">Lines above the header; may be empty.</param>
/// <param name="Columns">From the left.</param>
/// <param name="Print">How it is printed.</param>
internal sealed record SheetPlan(string Name, IReadOnlyList<string> Heading, IReadOnlyList<SheetColumn> Columns, SheetPrint Print = SheetPrint.Wide)
{
    /// <summary>The header's row; a line stays free between it and the heading.</summary>
    public int HeaderRow => Heading.Count == 0 ? 1 : Heading.Count + 2;
}

/// <summary>How a sheet is printed: always across, its columns side by side on one page.</summary>
internal enum SheetPrint
{
    /// <summary>On A4, as many pages down as it takes.</summary>
    Wide,

    /// <summary>On A3, so that many columns stay readable.</summary>
    Large,

    /// <summary>All of it on one page.</summary>
    OnePage,
}

/// <summary>A column; <paramref name="Width"/> in digits.</summary>
internal sealed record SheetColumn(string Title, double Width, CellKind Kind)
{
    /// <summary>True if its texts go over several lines, which its rows are high enough for.</summary>
    public bool Wraps => Kind is CellKind.Wrapped or CellKind.WrappedId or CellKind.Link;
}
