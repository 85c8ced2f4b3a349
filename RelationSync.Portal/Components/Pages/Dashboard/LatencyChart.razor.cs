using System.Globalization;
using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Figures;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>The latency histogram.</summary>
public sealed partial class LatencyChart
{
    // Across: hundredths of the width.
    private const double Deadline = 82.8;
    private const double LateFrom = 87;
    private const double LateWidth = 11;
    private const double BeforeBreak = 72;
    private const double BarShare = .88;

    /// <summary>What a mark's name takes in the narrowest chart: marks that are closer share one.</summary>
    private const double NameWidth = 12;

    // Down: pixels.
    private const double Base = 134;
    private const double Tallest = 100;

    [Parameter, EditorRequired]
    public required SlaView Sla { get; set; }

    /// <summary>All Events are in the first part of the target: the rest of the ruler is left out, with the deadline at its edge.</summary>
    private bool IsBroken => Sla.Range < Sla.Target;

    private double End => IsBroken ? BeforeBreak : Deadline;

    private double Slot => End / SlaView.Bars;

    private double BarWidth => Slot * BarShare;

    private int Ticks => IsBroken && (int)Math.Round(Sla.Target / Sla.Range) is 10 ? 3 : IsBroken ? Math.Max(2, (int)Math.Round(5 * (Sla.Range / Sla.Target))) : 5;

    private IEnumerable<(double X, double Height)> Bars
    {
        get
        {
            var histogram = Sla.Histogram();
            var most = Math.Max(1, Math.Max(histogram.Max(), Sla.Late));
            return histogram
                .Select((count, i) => (X: (i * Slot) + ((Slot - BarWidth) / 2), Count: count))
                .Where(b => b.Count > 0)
                .Select(b => (b.X, Math.Max(2, b.Count * Tallest / most)));
        }
    }

    private double LateHeight => Math.Max(8, Sla.Late * Tallest / Math.Max(1, Math.Max(Sla.Histogram().Max(), Sla.Late)));

    private IEnumerable<(string Name, double X)> Marks
    {
        get
        {
            foreach (var (name, share) in new[] { ("p50", .50), ("p95", .95), ("p99", .99) })
            {
                // One that is late has no place on the ruler; its figure stands below.
                if (Sla.Percentile(share) is { } latency && latency < Sla.Target && latency <= Sla.Range)
                {
                    yield return (name, End * (latency / Sla.Range));
                }
            }
        }
    }

    /// <summary>The marks' names, beside them: those of close ones together, to the right of the last. Before the deadline there is no room but on the left.</summary>
    private IEnumerable<(string Name, double X, bool IsLeft)> Labels
    {
        get
        {
            var groups = new List<List<(string Name, double X)>>();
            foreach (var mark in Marks)
            {
                if (groups.Count > 0 && mark.X - groups[^1][^1].X < NameWidth)
                {
                    groups[^1].Add(mark);
                }
                else
                {
                    groups.Add([mark]);
                }
            }

            if (groups.Count > 1 && IsLeft(groups[^1]) && groups[^1][0].X - groups[^2][^1].X < NameWidth * (groups[^1].Count + groups[^2].Count))
            {
                // On its left stands the name before it.
                groups[^2].AddRange(groups[^1]);
                groups.RemoveAt(groups.Count - 1);
            }

            return groups.Select(g => (string.Join(" · ", g.Select(m => m.Name)), IsLeft(g) ? g[0].X : g[^1].X, IsLeft(g)));
        }
    }

    private static bool IsLeft(List<(string Name, double X)> group) => group[^1].X + (NameWidth * group.Count) > Deadline;

    private string DeadlineText => S.OfTarget(Sla.Target);

    private string Words => L[
        "Dashboard_Chart_Words",
        S.OfTarget(Sla.Target),
        Sla.OnTime,
        S.Of(Sla.Percentile(.50)),
        S.Of(Sla.Percentile(.95)),
        S.Of(Sla.Percentile(.99)),
        Sla.Late];

    private static string P(double value) => N(value) + "%";

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private string Tick(int i) => i == 0 ? "0"
        : Sla.Range / Ticks * i is var at && at.Ticks % TimeSpan.TicksPerMinute == 0 ? at.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)
        : S.Of(at);
}
