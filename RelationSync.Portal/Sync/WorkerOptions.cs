using System.Globalization;
using Microsoft.Extensions.Options;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Sync;

/// <summary>Section <c>Worker</c>: how often and how wide actions are drained to Salesforce.</summary>
public sealed class WorkerOptions
{
    internal const string Section = "Worker";

    /// <summary>Default one minute.</summary>
    public TimeSpan DrainInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A drain is woken when something is due, this long after the last one at the earliest; zero: only the tick. Default 15 seconds.</summary>
    public TimeSpan WakeInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>After which a drain that has gone silent loses its connection to another. Default 30 seconds.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Default 8.</summary>
    public int ConnectionsAtOnce { get; set; } = 8;

    /// <summary>What drains are woken by.</summary>
    public WakePace ToWakePace() => new(WakeInterval, DrainInterval);
}

internal sealed class WorkerOptionsValidator : IValidateOptions<WorkerOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkerOptions options)
    {
        var faults = new OptionFaults(WorkerOptions.Section);
        faults.Between(nameof(options.DrainInterval), options.DrainInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        // Shorter waits than that only make a busy loop; one that is no shorter than the tick wakes nothing.
        faults.Must(
            options.WakeInterval == TimeSpan.Zero || (options.WakeInterval >= TimeSpan.FromSeconds(1) && options.WakeInterval <= TimeSpan.FromHours(1)),
            nameof(options.WakeInterval),
            "be 00:00:00 (only the tick) or a time from 00:00:01 to 01:00:00 (hh:mm:ss)",
            options.WakeInterval.ToString("c", CultureInfo.InvariantCulture));
        faults.Between(nameof(options.LeaseDuration), options.LeaseDuration, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        faults.Between(nameof(options.ConnectionsAtOnce), options.ConnectionsAtOnce, 1, 64);
        return faults.ToResult();
    }
}
