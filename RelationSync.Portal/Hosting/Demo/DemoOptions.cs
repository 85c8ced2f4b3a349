using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting.Demo;

/// <summary>Section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    internal const string Section = "Demo";

    /// <summary>Default: on in the Development environment, where alone it may be on.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Whether demo mode is on, once options are read.</summary>
    public bool IsOn => Enabled is true;
}

internal sealed class DemoOptionsValidator(IHostEnvironment environment) : IValidateOptions<DemoOptions>
{
    public ValidateOptionsResult Validate(string? name, DemoOptions options)
    {
        var faults = new OptionFaults(DemoOptions.Section);
        faults.Must(
            !options.IsOn || environment.IsDevelopment(),
            nameof(options.Enabled),
            $"be false outside the Development environment (this is {environment.EnvironmentName})",
            "true");
        return faults.ToResult();
    }
}
