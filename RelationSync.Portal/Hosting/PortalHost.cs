using System.Text.Encodings.Web;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting;

/// <summary>The process itself: where its files are, where it listens, how it logs and stops.</summary>
internal static class PortalHost
{
    /// <summary>Settings come from <c>appsettings.json</c> beside the program, whatever the working directory is.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // Without this, an unpublished build outside of Development has no styles and scripts.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            ServerLimits.Set(kestrel.Limits);
        });
        if (!ListensSomewhere(builder.Configuration))
        {
            builder.WebHost.UseUrls(PublicAddress.DefaultUrl);
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services.AddSingleton(TimeProvider.System);
        AddLogging(builder);
        builder.AddTelemetryExport();
        return builder;
    }

    // Not a default in appsettings.json: that would win over ASPNETCORE_URLS.
    private static bool ListensSomewhere(ConfigurationManager configuration) =>
        configuration["urls"] is { Length: > 0 } || configuration["http_ports"] is { Length: > 0 }
        || configuration["https_ports"] is { Length: > 0 } || configuration.GetSection("Kestrel:Endpoints").Exists();

    private static void AddLogging(WebApplicationBuilder builder)
    {
        LogLevelOptions.TakeUnknown(builder.Configuration, builder.Services);
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        }
        else
        {
            builder.Logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "O";
                console.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            });
        }
    }
}
