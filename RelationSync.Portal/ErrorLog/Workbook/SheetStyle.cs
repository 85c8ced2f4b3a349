namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>The looks that every column of a sheet has; the rows of the skeleton that show them stand in this order.</summary>
internal enum SheetStyle
{
    Plain,

    /// <summary>With the quote prefix.</summary>
    Quoted,

    /// <summary>A row of totals.</summary>
    Total,
}
