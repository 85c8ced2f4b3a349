namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>How much at once.</summary>
/// <param name="MadeAtOnce">Workbooks made at the same time in this process; others wait.</param>
/// <param name="PageSize">Entries read at once.</param>
/// <param name="RowsPerSheet">Entries of a sheet: a spreadsheet has 1,048,576 rows, and the first is the header.</param>
/// <param name="LinksPerSheet">Excel takes no more hyperlinks than these in a sheet; later addresses stay text.</param>
internal sealed record WorkbookLimits(int MadeAtOnce = 2, int PageSize = 500, int RowsPerSheet = 1_048_575, int LinksPerSheet = 65_530);
