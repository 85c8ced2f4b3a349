namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>A sheet before it has rows.</summary>
/// <param name="Name">At most 31 characters.</param>
/// <param name="Heading">Lines above the header; may be empty.</param>
/// <param name="Columns">From the left.</param>
internal sealed record SheetPlan(string Name, IReadOnlyList<string> Heading, IReadOnlyList<SheetColumn> Columns)
{
    /// <summary>The header's row; a line stays free between it and the heading.</summary>
    public int HeaderRow => Heading.Count == 0 ? 1 : Heading.Count + 2;
}

/// <summary>A column; <paramref name="Width"/> in digits.</summary>
internal sealed record SheetColumn(string Title, double Width, CellKind Kind);
