using System.Text.Json;
using RelationSync.Simulator.Control;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Page;
using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Api;

namespace RelationSync.Simulator;

/// <summary>Builds the simulator, to run alone or inside another process.</summary>
public static class SimulatorHost
{
    private const string DefaultUrl = "http://127.0.0.1:5081";

    /// <summary>
    /// A simulator that is not started yet. <c>--urls http://127.0.0.1:0</c> takes a free port, <c>Simulator:Seed=true</c>
    /// makes the org and the Re:lation tenant <c>demo</c>; <c>--org NAME</c> makes that org and serves it at <c>/</c>; <c>Portal:Url</c>, <c>Portal:InboxKey</c> and <c>Portal:InboxSecret</c> say where its page posts to.
    /// <c>Simulator:SoqlLog</c> names a folder for the queries it is asked. Nothing is read from the settings files of the host process, and its signals are left to it: start and stop this app.
    /// </summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(SimulatorHost).Assembly.GetName().Name });
        builder.Configuration.AddInMemoryCollection([new("urls", DefaultUrl)]).AddEnvironmentVariables().AddCommandLine(args);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // A flush ends when the socket has it all: half an answer must be sent before its connection is cut.
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.MaxWriteBufferSize = 1).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            // The service's own limits answer 414 and 431; the server's must not come first.
            kestrel.Limits.MaxRequestLineSize = 256 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 1024 * 1024;
        });
        AddServices(builder.Services);
        configure?.Invoke(builder);

        var app = builder.Build();
        Map(app);
        if (app.Configuration.GetValue<bool>("Simulator:Seed"))
        {
            app.Lifetime.ApplicationStarted.Register(() =>
            {
                app.Services.GetRequiredService<SimulatorWorld>().CreateDemoOrg(app.Urls.First());
                app.Services.GetRequiredService<RelationWorld>().CreateDemo();
            });
        }

        // Not from the environment, where ORG may mean anything.
        if (new ConfigurationBuilder().AddCommandLine(args).Build()["org"] is { } root)
        {
            app.Services.GetRequiredService<SimulatorWorld>().ServeAtRoot(app, root);
        }

        return app;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IHostLifetime, HostedLifetime>();
        services.AddRouting();
        services.AddSingleton(_ => new SimulatorClock(TimeProvider.System));
        services.AddSingleton<SimulatorWorld>();
        services.AddSingleton<SoqlLog>();
        services.AddSingleton<OrgService>();
        services.AddSingleton<OrgEndpoint>();
        services.AddSingleton(provider => new RelationWorld(provider.GetRequiredService<SimulatorClock>()));
        services.AddSingleton<RelationEndpoint>();
        services.AddSingleton<PortalPoster>();
        services.AddSingleton<SampleCustomers>();
        services.AddSingleton<SampleOperations>();
        services.AddSingleton<SampleActs>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
    }

    private static void Map(WebApplication app)
    {
        app.MapControlPlane();
        app.MapPage();
        app.Map("/relation/{tenant}/{**rest}", (HttpContext context, string tenant, RelationEndpoint endpoint) => endpoint.RunAsync(context, tenant));
        app.Map("/{org}/{**rest}", (HttpContext context, OrgEndpoint endpoint, SimulatorWorld world) =>
        {
            var (org, path) = RawPath.Split(context);
            return world.RootOrg is { } root && world.At(org) is null
                ? endpoint.RunAsync(context, root, RawPath.Of(context), atRoot: true)
                : endpoint.RunAsync(context, org, path);
        });
    }
}
