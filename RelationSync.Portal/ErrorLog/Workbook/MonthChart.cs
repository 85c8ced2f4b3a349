using System.Globalization;
using DocumentFormat.OpenXml.Drawing.Charts;
using RelationSync.Portal.Resources;
using A = DocumentFormat.OpenXml.Drawing;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Columns by month, their kinds upon each other.</summary>
internal static class MonthChart
{
    private const uint Months = 1;
    private const uint Counts = 2;

    public static ChartSpace Create(ChartSource source)
    {
        var bars = new BarChart(new BarDirection { Val = BarDirectionValues.Column }, new BarGrouping { Val = BarGroupingValues.Stacked }, new VaryColors { Val = false });
        for (var i = 0; i < source.Series.Count; i++)
        {
            bars.Append(Series((uint)i, source.Series[i], source));
        }

        bars.Append(new GapWidth { Val = 50 }, new Overlap { Val = 100 }, new AxisId { Val = Months }, new AxisId { Val = Counts });
        return new ChartSpace(
            new Date1904 { Val = false },
            new RoundedCorners { Val = false },
            new Chart(
                Title(),
                new AutoTitleDeleted { Val = false },
                new PlotArea(new Layout(), bars, MonthAxis(), CountAxis()),
                new Legend(new LegendPosition { Val = LegendPositionValues.Right }, new Overlay { Val = false }),
                new PlotVisibleOnly { Val = true },
                new DisplayBlanksAs { Val = DisplayBlanksAsValues.Zero }));
    }

    private static Title Title() => new(
        new ChartText(new RichText(
            new A.BodyProperties(),
            new A.ListStyle(),
            new A.Paragraph(
                new A.ParagraphProperties(new A.DefaultRunProperties { FontSize = 1200, Bold = true }),
                new A.Run(new A.RunProperties { Language = CultureInfo.CurrentUICulture.Name is "en" ? "en-US" : "ja-JP", FontSize = 1200, Bold = true }, new A.Text(WorkbookTexts.Get("Workbook_Chart_Title")))))),
        new Overlay { Val = false });

    private static BarChartSeries Series(uint index, ChartSeries series, ChartSource source) => new(
        new DocumentFormat.OpenXml.Drawing.Charts.Index { Val = index },
        new Order { Val = index },
        new SeriesText(new NumericValue(series.Name)),
        new ChartShapeProperties(new A.SolidFill(new A.RgbColorModelHex { Val = ChartColours.Of(series.Kind) })),
        new InvertIfNegative { Val = false },
        new CategoryAxisData(new NumberReference(
            new Formula(source.MonthsFormula),
            Cache("yyyy-mm", source.Months.Select(m => m.ToDateTime(TimeOnly.MinValue).ToOADate())))),
        new Values(new NumberReference(new Formula(series.Formula), Cache("#,##0", series.Counts.Select(c => (double)c)))));

    /// <summary>What programs show that don't calculate.</summary>
    private static NumberingCache Cache(string format, IEnumerable<double> values)
    {
        var points = values.Select((v, i) => new NumericPoint(new NumericValue(v.ToString(CultureInfo.InvariantCulture))) { Index = (uint)i }).ToList();
        var cache = new NumberingCache(new FormatCode(format), new PointCount { Val = (uint)points.Count });
        cache.Append(points);
        return cache;
    }

    private static CategoryAxis MonthAxis() => new(
        new AxisId { Val = Months },
        new Scaling(new Orientation { Val = OrientationValues.MinMax }),
        new Delete { Val = false },
        new AxisPosition { Val = AxisPositionValues.Bottom },
        new NumberingFormat { FormatCode = "yyyy-mm", SourceLinked = false },
        new MajorTickMark { Val = TickMarkValues.None },
        new MinorTickMark { Val = TickMarkValues.None },
        new TickLabelPosition { Val = TickLabelPositionValues.NextTo },
        new CrossingAxis { Val = Counts },
        new Crosses { Val = CrossesValues.AutoZero },
        new AutoLabeled { Val = false },
        new LabelAlignment { Val = LabelAlignmentValues.Center },
        new LabelOffset { Val = 100 },
        new NoMultiLevelLabels { Val = true });

    private static ValueAxis CountAxis() => new(
        new AxisId { Val = Counts },
        new Scaling(new Orientation { Val = OrientationValues.MinMax }),
        new Delete { Val = false },
        new AxisPosition { Val = AxisPositionValues.Left },
        new MajorGridlines(new ChartShapeProperties(new A.Outline(new A.SolidFill(new A.RgbColorModelHex { Val = "E1E5EA" })) { Width = 9525 })),
        new NumberingFormat { FormatCode = "#,##0", SourceLinked = false },
        new MajorTickMark { Val = TickMarkValues.None },
        new MinorTickMark { Val = TickMarkValues.None },
        new TickLabelPosition { Val = TickLabelPositionValues.NextTo },
        new CrossingAxis { Val = Months },
        new Crosses { Val = CrossesValues.AutoZero },
        new CrossBetween { Val = CrossBetweenValues.Between });
}
