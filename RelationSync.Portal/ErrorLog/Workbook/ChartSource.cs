namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>What a chart draws.</summary>
/// <param name="Months">Along the bottom.</param>
/// <param name="MonthsFormula">Their cells.</param>
/// <param name="Series">From the bottom up.</param>
/// <param name="FirstRow">Where the chart stands, from 0.</param>
internal sealed record ChartSource(IReadOnlyList<DateOnly> Months, string MonthsFormula, IReadOnlyList<ChartSeries> Series, int FirstRow);

/// <summary>A kind's counts by month.</summary>
internal sealed record ChartSeries(LogKind Kind, string Name, string Formula, IReadOnlyList<int> Counts);
