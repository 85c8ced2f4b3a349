using Microsoft.Extensions.Options;

namespace RelationSync.Portal.Foundation;

/// <summary>What links to us are built from: <c>PublicUrl</c>, else the first address we listen on.</summary>
internal sealed class PublicAddress(IOptions<PublicUrlOptions> options, IConfiguration configuration)
{
    /// <summary>Where we listen unless told otherwise.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    private static readonly string[] Anywhere = ["*", "+", "0.0.0.0", "[::]"];

    public Uri Url => options.Value.PublicUrl is { Length: > 0 } url ? new Uri(url) : Listening();

    private Uri Listening()
    {
        var first = configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        var address = BindingAddress.Parse(first ?? DefaultUrl);
        if (address.IsUnixPipe || address.IsNamedPipe)
        {
            return new Uri("http://localhost");
        }

        return new UriBuilder(address.Scheme, Anywhere.Contains(address.Host, StringComparer.Ordinal) ? "localhost" : address.Host, address.Port).Uri;
    }
}
