using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using MudBlazor;
using MudBlazor.Services;
using RelationSync.Portal.Components;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Components.Layout.Palette;
using RelationSync.Portal.Hosting.Circuits;

namespace RelationSync.Portal.Hosting;

/// <summary>Blazor and its pages, and how much one open page (circuit) may take of the process.</summary>
internal static class PagesStartup
{
    /// <summary>The most bytes that a browser may send in one message; a larger one ends its own connection. What people type is far smaller.</summary>
    public const int LongestMessage = 32 * 1024;

    /// <summary>Renders that a browser hasn't confirmed yet, kept for it; more wait until it has caught up.</summary>
    private const int MostUnconfirmedRenders = 10;

    /// <summary>Pages that wait for a disconnected browser (a tunnel, a sleeping laptop) to reconnect.</summary>
    private const int MostWaitingPages = 100;

    /// <summary>Of pages that waited in vain what they need to be opened again as they were.</summary>
    private const int MostStoredPages = 200;

    private static readonly TimeSpan WaitForBrowser = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan KeepStored = TimeSpan.FromMinutes(30);

    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(Limit).AddHubOptions(Limit);
        services.AddCircuitJson();
        services.AddSingleton<OpenCircuits>();
        services.AddScoped<CircuitHandler, CircuitCounting>();
        services.AddMudServices();
        services.AddTransient<MudLocalizer, MudTexts>();
        services.AddScoped<PaletteItems>();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server =>
        {
            // Its own frame-ancestors would come beside ours (see SecurityStartup).
            server.ContentSecurityFrameAncestorsPolicy = "'none'";
            server.ConfigureWebSocketAcceptContext = Compress;
        });
    }

    // Each message by itself: what a compressor remembers of the former ones would be a quarter of an MiB for every open page.
    private static Task Compress(HttpContext context, WebSocketAcceptContext socket)
    {
        socket.DangerousEnableCompression = true;
        socket.DisableServerContextTakeover = true;
        return Task.CompletedTask;
    }

    private static void Limit(CircuitOptions circuits)
    {
        circuits.DetailedErrors = false;
        circuits.MaxBufferedUnacknowledgedRenderBatches = MostUnconfirmedRenders;
        circuits.DisconnectedCircuitMaxRetained = MostWaitingPages;
        circuits.DisconnectedCircuitRetentionPeriod = WaitForBrowser;
        circuits.PersistedCircuitInMemoryMaxRetained = MostStoredPages;
        circuits.PersistedCircuitInMemoryRetentionPeriod = KeepStored;
    }

    private static void Limit(HubOptions hub)
    {
        hub.MaximumReceiveMessageSize = LongestMessage;
        hub.MaximumParallelInvocationsPerClient = 1;
        hub.StreamBufferCapacity = 1;
        hub.HandshakeTimeout = TimeSpan.FromSeconds(15);
    }
}
