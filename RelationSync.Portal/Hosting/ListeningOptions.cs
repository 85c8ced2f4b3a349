using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting;

/// <summary>Key <c>Urls</c>: where we listen. ASP.NET Core reads it itself; this is to say what is wrong with it.</summary>
public sealed class ListeningOptions
{
    /// <summary>Addresses with semicolons between them, like <c>http://localhost:5080</c>; null: that one.</summary>
    public string? Urls { get; set; }

    /// <summary>What is allowed, for who wrote something else.</summary>
    internal const string Allowed = "hold addresses of this machine, like http://localhost:5080 or http://0.0.0.0:5080, with semicolons between them, without a path, each with a port that is free";
}

internal sealed class ListeningOptionsValidator : IValidateOptions<ListeningOptions>
{
    public ValidateOptionsResult Validate(string? name, ListeningOptions options)
    {
        var faults = new OptionFaults("");
        foreach (var url in (options.Urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            faults.Must(CanBe(url), nameof(options.Urls), ListeningOptions.Allowed, url);
        }

        return faults.ToResult();
    }

    private static bool CanBe(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return (address.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) || address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
                && (address.IsUnixPipe || address.IsNamedPipe || (address.PathBase.Length == 0 && address.Port is >= 0 and <= 65_535));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
