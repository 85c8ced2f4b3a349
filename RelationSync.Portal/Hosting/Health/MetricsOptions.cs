using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting.Health;

/// <summary>Section <c>Metrics</c>.</summary>
public sealed class MetricsOptions
{
    internal const string Section = "Metrics";

    /// <summary>A bearer token by which others than this machine may read <c>/metrics</c>; null: nobody else.</summary>
    public string? BearerToken { get; set; }
}

internal sealed class MetricsOptionsValidator : IValidateOptions<MetricsOptions>
{
    private const int ShortestToken = 16;

    public ValidateOptionsResult Validate(string? name, MetricsOptions options)
    {
        var faults = new OptionFaults(MetricsOptions.Section);
        faults.MustSecret(
            string.IsNullOrEmpty(options.BearerToken) || options.BearerToken.Length >= ShortestToken,
            nameof(options.BearerToken),
            $"have at least {ShortestToken} characters, or be absent");
        return faults.ToResult();
    }
}
