using System.Globalization;
using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Queries;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>The latency histogram.</summary>
public sealed partial class LatencyChart
{
    private const double Deadline = 356;
    private const double Base = 134;
    private const double Tallest = 100;
    private const double Slot = Deadline / SlaView.Bars;
    private const double BarWidth = Slot - 1.5;

    /// <summary>Labels of marks keep this distance, or they would cover one another.</summary>
    private const double LabelWidth = 28;

    [Parameter, EditorRequired]
    public required SlaView Sla { get; set; }

    private IEnumerable<(double X, double Height)> Bars
    {
        get
        {
            var histogram = Sla.Histogram();
            var most = Math.Max(1, Math.Max(histogram.Max(), Sla.Late));
            return histogram
                .Select((count, i) => (X: (i * Slot) + 0.75, Count: count))
                .Where(b => b.Count > 0)
                .Select(b => (b.X, Math.Max(2, b.Count * Tallest / most)));
        }
    }

    private double LateHeight => Math.Max(8, Sla.Late * Tallest / Math.Max(1, Math.Max(Sla.Histogram().Max(), Sla.Late)));

    private IEnumerable<(string Name, double X, double TextX)> Marks
    {
        get
        {
            var free = LabelWidth / 2;
            foreach (var (name, share) in new[] { ("p50", .50), ("p95", .95), ("p99", .99) })
            {
                // One that is late has no place on the ruler; its figure stands below.
                if (Sla.Percentile(share) is { } latency && latency < Sla.Target)
                {
                    var x = Deadline * (latency / Sla.Target);
                    var text = Math.Max(x, free);
                    free = text + LabelWidth;
                    yield return (name, x, text);
                }
            }
        }
    }

    private bool InMinutes => Sla.Target.Ticks % (5 * TimeSpan.TicksPerMinute) == 0;

    private string DeadlineText => S.OfTarget(Sla.Target);

    private string Words => L[
        "Dashboard_Chart_Words",
        S.OfTarget(Sla.Target),
        Sla.OnTime,
        S.Of(Sla.Percentile(.50)),
        S.Of(Sla.Percentile(.95)),
        S.Of(Sla.Percentile(.99)),
        Sla.Late];

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private string Tick(int i) =>
        i == 0 ? "0" : InMinutes ? (Sla.Target / 5 * i).TotalMinutes.ToString("0", CultureInfo.InvariantCulture) : S.Of(Sla.Target / 5 * i);
}
