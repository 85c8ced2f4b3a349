using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting.Demo;

namespace RelationSync.Portal.Hosting;

/// <summary>Security headers, and trusted proxies for forwarding headers.</summary>
internal static class SecurityStartup
{
    public static void AddSecurity(this IServiceCollection services)
    {
        services.AddSingleton<PublicAddress>();
        services.AddHsts(hsts => (hsts.MaxAge, hsts.IncludeSubDomains) = (TimeSpan.FromDays(365), true));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ForwardingOptions>>((headers, options) =>
        {
            // Without a known proxy no forwarding header is trusted: the middleware's default (loopback) is removed.
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            headers.ForwardedHeaders = options.Value.KnownProxies.Count > 0
                ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                : ForwardedHeaders.None;
            headers.ForwardLimit = null;
            foreach (var proxy in options.Value.KnownProxies)
            {
                if (IPAddress.TryParse(proxy, out var address))
                {
                    headers.KnownProxies.Add(address);
                }
                else
                {
                    headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
                }
            }
        });
    }

    public static void UseSecurity(this WebApplication app)
    {
        app.UseForwardedHeaders();
        var simulator = app.Services.GetRequiredService<SimulatorProcess>();
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy(simulator.Url);
            headers.XContentTypeOptions = "nosniff";
            context.Response.OnStarting(KeptByNobody, context.Response);
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return next(context);
        });
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }
    }

    /// <summary>What says nothing of it itself, as static assets do, is for no cache.</summary>
    private static Task KeptByNobody(object response)
    {
        PublicPage.Apply((HttpResponse)response);
        var headers = ((HttpResponse)response).Headers;
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }

    // MudBlazor writes style attributes. A form may end at Salesforce's consent page, or the simulator's in demo mode.
    private static string ContentPolicy(string? simulatorUrl) =>
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + $"connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self' https://*.salesforce.com {simulatorUrl}; frame-ancestors 'none'";
}
