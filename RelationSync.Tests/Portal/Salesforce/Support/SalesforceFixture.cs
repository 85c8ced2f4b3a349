using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Tests.Portal.Salesforce.Support;

/// <summary>The client as it is registered, over a store in memory and servers on loopback.</summary>
internal sealed class SalesforceFixture : IAsyncDisposable, IApiUsageListener
{
    private readonly ServiceProvider _services;

    private SalesforceFixture(ScriptedServer server, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure)
    {
        Server = server;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IAuthorizationStore>(Store);
        services.AddSingleton<IApiUsageListener>(this);
        services.AddSalesforce(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        // Asked once an org: no test but its own has to answer it.
        Get<OrgMemory>().SandboxIs(Answers.OrgId, sandbox: false);
    }

    public ScriptedServer Server { get; }

    public MemoryAuthorizationStore Store { get; } = new();

    public ConcurrentQueue<(Guid Authorization, int Used, int Max)> Usage { get; } = new();

    public static async Task<SalesforceFixture> StartAsync(string attemptTimeout = "00:00:30", Action<IServiceCollection>? configure = null) =>
        new(
            await ScriptedServer.StartAsync(),
            new Dictionary<string, string?>
            {
                ["Salesforce:AllowInsecureLoopback"] = "true",
                ["Salesforce:AttemptTimeout"] = attemptTimeout,
            },
            configure);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>An org on the scripted server, with a valid token.</summary>
    public ISalesforceOrg Open(string path = "/acme") => Get<SalesforceOrgs>().Open(Store.Add(Server.Url + path), Guid.NewGuid());

    public void Report(Guid authorizationId, int used, int max) => Usage.Enqueue((authorizationId, used, max));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
