using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Live;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Polling;

/// <summary>What of the portal reads a tenant, made anew by every restart: nothing is left but the store.</summary>
internal sealed class PollProcess : IDisposable
{
    private readonly ServiceProvider _services;

    public PollProcess(Store store, LeapingTime time, Func<HttpMessageHandler> network)
    {
        Dictionary<string, string?> settings = new() { ["RelationApi:BaseUrl"] = "http://127.0.0.1/relation/{subdomain}" };
        ServiceCollection services = new();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton<ILoggerFactory, NullLoggerFactory>();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(store);
        services.AddSingleton<ISecretBox, PlainSecrets>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton(HoldOptions.Default);
        services.AddSingleton<OperationIntake>().AddSingleton<IOperationIntake>(s => s.GetRequiredService<OperationIntake>());
        services.Configure<SalesforceOptions>(options => options.AllowInsecureLoopback = true);
        services.AddRelationApi(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddHttpClient(RelationApiClient.ClientName).ConfigurePrimaryHttpMessageHandler(network);
        _services = services.BuildServiceProvider();
        Round = _services.GetRequiredService<TenantRound>();
        Intake = _services.GetRequiredService<IOperationIntake>();
        Source = _services.GetRequiredService<GetSource>();
    }

    public CancellationTokenSource Life { get; } = new();

    public TenantRound Round { get; }

    public IOperationIntake Intake { get; }

    public GetSource Source { get; }

    public void Dispose()
    {
        Life.Dispose();
        _services.Dispose();
    }
}
