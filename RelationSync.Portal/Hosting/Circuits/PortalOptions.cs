using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting.Circuits;

/// <summary>Section <c>Portal</c>: how much the pages may take of the process.</summary>
public sealed class PortalOptions
{
    internal const string Section = "Portal";

    /// <summary>Pages that may be open at once on this node. Default 200.</summary>
    public int MaxCircuits { get; set; } = 200;
}

internal sealed class PortalOptionsValidator : IValidateOptions<PortalOptions>
{
    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        var faults = new OptionFaults(PortalOptions.Section);
        faults.Between(nameof(options.MaxCircuits), options.MaxCircuits, 1, 100_000);
        return faults.ToResult();
    }
}
