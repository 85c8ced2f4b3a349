using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting.Demo;

/// <summary>Section <c>Simulator</c>: the simulated Salesforce inside this process.</summary>
public sealed class SimulatorOptions
{
    internal const string Section = "Simulator";

    /// <summary>Demo mode implies it. Only in Development.</summary>
    public bool Enabled { get; set; }

    /// <summary>Default <c>http://127.0.0.1:5081</c>; loopback only.</summary>
    public string Url { get; set; } = "http://127.0.0.1:5081";
}

internal sealed class SimulatorOptionsValidator(IHostEnvironment environment) : IValidateOptions<SimulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, SimulatorOptions options)
    {
        var faults = new OptionFaults(SimulatorOptions.Section);
        faults.Must(
            !options.Enabled || environment.IsDevelopment(),
            nameof(options.Enabled),
            $"be false outside the Development environment (this is {environment.EnvironmentName})",
            "true");
        faults.Must(
            Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && url.AbsolutePath == "/",
            nameof(options.Url),
            "be an http address on loopback without a path, like http://127.0.0.1:5081",
            options.Url);
        return faults.ToResult();
    }
}
