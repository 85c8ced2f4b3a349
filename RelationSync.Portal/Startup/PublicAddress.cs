using Microsoft.Extensions.Options;
using RelationSync.Portal.Options;

namespace RelationSync.Portal.Startup;

/// <summary>What links to us are built from: <c>PublicUrl</c>, else the first address we listen on.</summary>
internal sealed class PublicAddress(IOptions<PublicUrlOptions> options, IConfiguration configuration)
{
    private static readonly string[] Anywhere = ["*", "+", "0.0.0.0", "[::]"];

    public Uri Url => new(options.Value.PublicUrl is { Length: > 0 } url ? url : Listening());

    private string Listening()
    {
        var first = configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        return Anywhere.Aggregate(first ?? PortalHost.DefaultUrl, (url, host) => url.Replace($"//{host}:", "//localhost:", StringComparison.Ordinal));
    }
}
