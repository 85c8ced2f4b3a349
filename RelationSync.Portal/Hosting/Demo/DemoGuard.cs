using System.Net;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Demo;

/// <summary>Keeps demo mode and the simulator on this machine, and their stores out of anything real.</summary>
internal sealed class DemoGuard(DemoMode mode, Store store, IConfiguration configuration)
{
    /// <summary>Every address we are told to listen on is a loopback one.</summary>
    public void CheckAddresses()
    {
        if (!mode.HasSimulator)
        {
            return;
        }

        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? "");
        foreach (var url in urls.Concat(endpoints))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !LoopbackRequest.IsLoopbackHost(uri.Host))
            {
                throw new StartupException($"Urls must be loopback addresses like http://localhost:5080 while Demo:Enabled or Simulator:Enabled is true; it is '{url}'.");
            }
        }

        if (urls.Length == 0 && (configuration["http_ports"] is { Length: > 0 } || configuration["https_ports"] is { Length: > 0 }))
        {
            throw new StartupException("HTTP_PORTS and HTTPS_PORTS listen on every address: set Urls to a loopback address while Demo:Enabled or Simulator:Enabled is true.");
        }
    }

    /// <summary>Marks the store as touched, or refuses one that is.</summary>
    public Task ClaimStoreAsync(CancellationToken cancellationToken) => store.WriteAsync(
        async (db, token) =>
        {
            var isTouched = await db.Settings.AnyAsync(s => s.Key == Setting.DemoTouched, token);
            if (isTouched && !mode.HasSimulator)
            {
                throw new StartupException("ConnectionStrings:RelationSync names a store that demo mode or the simulator has used; it is refused outside of them. Name another file or database.");
            }

            if (!isTouched && mode.HasSimulator)
            {
                db.Add(new Setting { Key = Setting.DemoTouched, Value = "true" });
            }
        },
        cancellationToken);

    /// <summary>Whether a request is one of this machine's own; a foreign name that was made to lead here is not, nor is what a proxy on this machine passes on.</summary>
    public bool Admits(HttpContext context) =>
        !mode.HasSimulator
        || (LoopbackRequest.IsLoopbackHost(context.Request.Host.Host)
            && !LoopbackRequest.IsForwarded(context.Request)
            && (context.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote)));
}
