using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Intake;

/// <summary>Section <c>Intake</c>.</summary>
public sealed class IntakeOptions
{
    internal const string Section = "Intake";

    /// <summary>How many operations an inbox may send a minute. Default 60,000.</summary>
    public int OperationsPerMinute { get; set; } = 60_000;
}

internal sealed class IntakeOptionsValidator : IValidateOptions<IntakeOptions>
{
    public ValidateOptionsResult Validate(string? name, IntakeOptions options)
    {
        var faults = new OptionFaults(IntakeOptions.Section);
        faults.Between(nameof(options.OperationsPerMinute), options.OperationsPerMinute, 1, 100_000_000);
        return faults.ToResult();
    }
}
