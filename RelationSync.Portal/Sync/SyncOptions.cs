using Microsoft.Extensions.Options;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Sync;

/// <summary>Section <c>Sync</c>: the times of the rules.</summary>
public sealed class SyncOptions
{
    internal const string Section = "Sync";

    /// <summary>A sent message waits this long for its cancel (R-T4). Default one minute.</summary>
    public TimeSpan SendCancelGrace { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Every action waits this long for what comes out of order. Default 30 seconds.</summary>
    public TimeSpan ReorderGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Within which an Event is to exist (R-T12). Default five minutes.</summary>
    public TimeSpan SlaTarget { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The first wait after a transient failure (R-E3). Default five seconds.</summary>
    public TimeSpan RetryBaseDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest such wait. Default ten minutes.</summary>
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>At the API limit, one call per this time asks whether it may go on (R-L1). Default one minute.</summary>
    public TimeSpan LimitProbeInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often Salesforce is asked whether it takes what it refuses again (R-A4, R-A7, R-O4). Default one hour.</summary>
    public TimeSpan AskAgainInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long found contacts, leads and opportunities are remembered. Default five minutes; zero: not at all.</summary>
    public TimeSpan TargetCache { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long contents of operations are kept. Default 30 days.</summary>
    public TimeSpan BodyRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>What the domain holds actions by.</summary>
    public HoldOptions ToHoldOptions() => HoldOptions.Default with { SendCancelGrace = SendCancelGrace, ReorderGrace = ReorderGrace };

    /// <summary>What the drain keeps to.</summary>
    public SyncSettings ToSyncSettings() => new()
    {
        SlaTarget = SlaTarget,
        RetryBaseDelay = RetryBaseDelay,
        RetryMaxDelay = RetryMaxDelay,
        LimitProbeInterval = LimitProbeInterval,
        AskAgainInterval = AskAgainInterval,
        TargetCache = TargetCache,
    };
}

internal sealed class SyncOptionsValidator : IValidateOptions<SyncOptions>
{
    // Shorter waits than that only make a busy loop.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    public ValidateOptionsResult Validate(string? name, SyncOptions options)
    {
        var faults = new OptionFaults(SyncOptions.Section);
        faults.Between(nameof(options.SendCancelGrace), options.SendCancelGrace, TimeSpan.Zero, TimeSpan.FromHours(1));
        faults.Between(nameof(options.ReorderGrace), options.ReorderGrace, TimeSpan.Zero, TimeSpan.FromHours(1));
        faults.Between(nameof(options.SlaTarget), options.SlaTarget, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        faults.Between(nameof(options.RetryBaseDelay), options.RetryBaseDelay, Shortest, TimeSpan.FromHours(1));
        faults.Between(nameof(options.RetryMaxDelay), options.RetryMaxDelay, Shortest, TimeSpan.FromHours(12));
        faults.Must(
            options.RetryMaxDelay >= options.RetryBaseDelay,
            nameof(options.RetryMaxDelay),
            $"be no shorter than Sync:RetryBaseDelay ({options.RetryBaseDelay:c})",
            $"{options.RetryMaxDelay:c}");
        faults.Between(nameof(options.LimitProbeInterval), options.LimitProbeInterval, Shortest, TimeSpan.FromHours(12));
        faults.Between(nameof(options.AskAgainInterval), options.AskAgainInterval, Shortest, TimeSpan.FromHours(24));
        faults.Between(nameof(options.TargetCache), options.TargetCache, TimeSpan.Zero, TimeSpan.FromDays(1));
        faults.Between(nameof(options.BodyRetention), options.BodyRetention, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3660));
        return faults.ToResult();
    }
}
