using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>Events as bars, operations as ticks, failures as crosses, incidents as dashed lines with their words.</summary>
public sealed partial class ThroughputChart
{
    private const double Height = 184;
    private const double Base = 160;
    private const double Tallest = 124;
    private const int LabelsAcross = 6;
    private const int FlagRows = 2;

    /// <summary>Words are placed as if the chart were this narrow: on wider ones they have more room.</summary>
    private const double Narrow = 860;

    /// <summary>The steps, by time; the last is under way.</summary>
    [Parameter, EditorRequired]
    public required ValueList<StepCount> Steps { get; set; }

    /// <summary>What held connections up meanwhile, by time.</summary>
    [Parameter, EditorRequired]
    public required ValueList<Incident> Incidents { get; set; }

    /// <summary>Whether it is the last day, else the last hour.</summary>
    [Parameter, EditorRequired]
    public bool IsDay { get; set; }

    private double Step => 100.0 / Steps.Count;

    private double BarWidth => Step * .6;

    private int Most => NiceAbove(Steps.Max(s => Math.Max(s.Events, s.Received)));

    private IEnumerable<(int Count, double Y)> Lines => new[] { 0, Most / 2, Most }.Select(count => (count, Y(count)));

    private IEnumerable<(double X, double Height)> Bars => Middles
        .Where(m => m.Step.Events > 0)
        .Select(m => (m.X - (BarWidth / 2), Math.Max(2, Base - Y(m.Step.Events))));

    private IEnumerable<(double X, double Y)> Ticks => Middles.Where(m => m.Step.Received > 0).Select(m => (m.X, Y(m.Step.Received)));

    private IEnumerable<(double X, double Y)> Crosses => Middles.Where(m => m.Step.Failed > 0).Select(m => (m.X, Y(m.Step.Events) - 7));

    private IEnumerable<(double X, StepCount Step)> Middles => Steps.Select((s, i) => ((i + .5) * Step, s));

    private DateTimeOffset End => Steps[^1].At + ThroughputView.StepOf(IsDay);

    private IEnumerable<(double X, string Anchor, string Text, bool IsOdd)> Labels => Enumerable.Range(0, LabelsAcross + 1).Select(i => (
        100.0 * i / LabelsAcross,
        i == 0 ? "start" : i == LabelsAcross ? "end" : "middle",
        Clock(Steps[0].At + ((End - Steps[0].At) * i / LabelsAcross)),
        i % 2 == 1));

    /// <summary>Words go where they cover no others: into the first row that is free there; where none is, the table has them.</summary>
    private IEnumerable<Flag> Flags
    {
        get
        {
            var free = new double[FlagRows];
            foreach (var incident in Incidents)
            {
                var x = 100 * ((incident.At - Steps[0].At) / (End - Steps[0].At));
                var text = Say(L, incident);
                var width = 100 * (text.Sum(c => c < 0x2E80 ? 7 : 12) + 12) / Narrow;
                var toTheLeft = x + width > 100;
                var from = toTheLeft ? x - width : x;
                var row = Array.FindIndex(free, end => end <= from);
                if (row >= 0)
                {
                    free[row] = from + width;
                }

                yield return new Flag(x, text, row < 0 ? null : row, toTheLeft);
            }
        }
    }

    private string Words => L[
        IsDay ? "Dashboard_Flow_WordsOfDay" : "Dashboard_Flow_WordsOfHour",
        Steps.Sum(s => s.Events),
        Steps.Sum(s => s.Received),
        Steps.Sum(s => s.Failed)] + string.Concat(Incidents.Select(i => $" {Say(L, i)}"));

    /// <summary>The clock of the figures over all inboxes.</summary>
    internal static string Clock(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, DayBoundaries.Default).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An incident in words.</summary>
    internal static string Say(IStringLocalizer<DashboardTexts> texts, Incident incident) =>
        texts[$"Dashboard_Incident_{incident.Kind}", Clock(incident.At), incident.Inbox.Name];

    private double Y(int count) => Base - (Tallest * count / Most);

    /// <summary>The next figure that is easily read and halved: 2, 4, 6, 8, 10, 20, 40 …</summary>
    private static int NiceAbove(int count)
    {
        var unit = 1;
        while (count > 10L * unit)
        {
            unit *= 10;
        }

        return Math.Max(2, ((count + (2 * unit) - 1) / (2 * unit)) * 2 * unit);
    }

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string P(double value) => value.ToString("0.###'%'", CultureInfo.InvariantCulture);

    private sealed record Flag(double X, string Text, int? Row, bool ToTheLeft);
}
