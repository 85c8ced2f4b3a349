using System.Globalization;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Names of cells and areas: <c>A1</c>, <c>A5:R500</c>.</summary>
internal static class CellNames
{
    /// <summary>A column's letters; the first is 0.</summary>
    public static string Column(int index) => index < 26 ? ((char)('A' + index)).ToString() : Column((index / 26) - 1) + Column(index % 26);

    /// <summary>From the header down to a row.</summary>
    public static string Area(SheetPlan plan, int lastRow) => string.Create(
        CultureInfo.InvariantCulture, $"A{plan.HeaderRow}:{Column(plan.Columns.Count - 1)}{lastRow}");

    /// <summary>One column's rows in formulas: <c>'Summary'!$B$6:$B$18</c>.</summary>
    public static string Rows(SheetPlan plan, int column, int first, int last) =>
        string.Create(CultureInfo.InvariantCulture, $"{Quoted(plan)}!${Column(column)}${first}:${Column(column)}${last}");

    /// <summary>An area in formulas: <c>'Summary'!$A$5:$R$500</c>.</summary>
    public static string Fixed(SheetPlan plan, int lastRow) => string.Create(
        CultureInfo.InvariantCulture, $"{Quoted(plan)}!$A${plan.HeaderRow}:${Column(plan.Columns.Count - 1)}${lastRow}");

    private static string Quoted(SheetPlan plan) => $"'{plan.Name.Replace("'", "''", StringComparison.Ordinal)}'";
}
