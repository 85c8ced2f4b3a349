using System.Net;

namespace RelationSync.Portal.Foundation;

/// <summary>What all calls to other services have in common.</summary>
internal static class OutgoingHttp
{
    /// <summary>
    /// A client without redirects, cookies and time limit (whoever calls has one of its own), and without loggers: theirs would
    /// write addresses that name customers at every call. The pool renews its connections itself, so the handler lives on.
    /// </summary>
    public static IHttpClientBuilder AddOutgoingHttp(this IServiceCollection services, string name, int connectionsPerServer)
    {
        var builder = services.AddHttpClient(name, client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", ProductVersion.UserAgent);
        });
        builder.UseSocketsHttpHandler((handler, _) =>
        {
            handler.AllowAutoRedirect = false;
            handler.AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate;
            handler.ConnectTimeout = TimeSpan.FromSeconds(15);
            handler.MaxConnectionsPerServer = connectionsPerServer;
            handler.PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1);
            handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
            handler.UseCookies = false;
        });
        return builder.SetHandlerLifetime(Timeout.InfiniteTimeSpan).RemoveAllLoggers();
    }
}
