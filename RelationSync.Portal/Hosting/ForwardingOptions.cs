using System.Net;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting;

/// <summary>Section <c>ForwardedHeaders</c>: the proxies trusted to name a request's client and scheme.</summary>
public sealed class ForwardingOptions
{
    internal const string Section = "ForwardedHeaders";

    /// <summary>Addresses (<c>10.0.0.7</c>) or networks (<c>10.0.0.0/24</c>) of reverse proxies; none: the headers are ignored.</summary>
    public IReadOnlyList<string> KnownProxies { get; set; } = [];

    /// <summary>A list of one line, <c>ForwardedHeaders__KnownProxies=10.0.0.7,10.0.0.8</c>, would else be overlooked.</summary>
    internal void ReadOneLine(IConfiguration configuration)
    {
        if (configuration[$"{Section}:{nameof(KnownProxies)}"] is { Length: > 0 } line)
        {
            KnownProxies = [.. KnownProxies, .. line.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)];
        }
    }
}

internal sealed class ForwardingOptionsValidator : IValidateOptions<ForwardingOptions>
{
    public ValidateOptionsResult Validate(string? name, ForwardingOptions options)
    {
        var faults = new OptionFaults(ForwardingOptions.Section);
        foreach (var proxy in options.KnownProxies)
        {
            faults.Must(
                IPAddress.TryParse(proxy, out _) || IPNetwork.TryParse(proxy, out _),
                nameof(options.KnownProxies),
                "hold IP addresses or networks like 10.0.0.7 and 10.0.0.0/24",
                proxy);
        }

        return faults.ToResult();
    }
}
