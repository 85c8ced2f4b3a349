using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>Section <c>Provisioning</c>.</summary>
public sealed class ProvisioningOptions
{
    internal const string Section = "Provisioning";

    /// <summary>The provisioning file; none: nothing is provisioned.</summary>
    public string? Path { get; set; }
}

internal sealed class ProvisioningOptionsValidator : IValidateOptions<ProvisioningOptions>
{
    public ValidateOptionsResult Validate(string? name, ProvisioningOptions options)
    {
        var faults = new OptionFaults(ProvisioningOptions.Section);
        faults.Must(string.IsNullOrEmpty(options.Path) || File.Exists(options.Path), nameof(options.Path), "name a file that exists", options.Path);
        return faults.ToResult();
    }
}
