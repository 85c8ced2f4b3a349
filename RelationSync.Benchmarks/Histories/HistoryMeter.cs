using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Sync;

namespace RelationSync.Benchmarks.Histories;

/// <summary>A meter that nobody reads.</summary>
internal static class HistoryMeter
{
    public static DrainMeter Instance { get; } = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
