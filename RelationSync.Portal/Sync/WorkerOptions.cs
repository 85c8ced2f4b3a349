using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Sync;

/// <summary>Section <c>Worker</c>: how often and how wide actions are drained to Salesforce.</summary>
public sealed class WorkerOptions
{
    internal const string Section = "Worker";

    /// <summary>Default one minute.</summary>
    public TimeSpan DrainInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>After which a drain that has gone silent loses its connection to another. Default 30 seconds.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Default 8.</summary>
    public int ConnectionsAtOnce { get; set; } = 8;
}

internal sealed class WorkerOptionsValidator : IValidateOptions<WorkerOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkerOptions options)
    {
        var faults = new OptionFaults(WorkerOptions.Section);
        faults.Between(nameof(options.DrainInterval), options.DrainInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        faults.Between(nameof(options.LeaseDuration), options.LeaseDuration, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        faults.Between(nameof(options.ConnectionsAtOnce), options.ConnectionsAtOnce, 1, 64);
        return faults.ToResult();
    }
}
