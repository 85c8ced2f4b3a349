using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;
using RelationSync.Simulator;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Relation;

namespace RelationSync.Portal.Hosting.Demo;

/// <summary>The simulated Salesforce and Re:lation inside this process, on an address of its own. It forgets everything when it stops.</summary>
internal sealed class SimulatorProcess(IOptions<SimulatorOptions> options, PublicAddress portal) : ISimulator, IAsyncDisposable
{
    private WebApplication? _simulator;

    /// <summary>Where it listens; null: it doesn't run.</summary>
    public string? Url { get; private set; }

    /// <inheritdoc/>
    public string Address => Url ?? options.Value.Url.TrimEnd('/');

    /// <inheritdoc/>
    public bool IsRunning => Url is not null;

    /// <summary>A seeded tenant of Re:lation, whose token is the same at every start.</summary>
    public TenantCredentials CreateTenant(string name) => _simulator!.Services.GetRequiredService<RelationWorld>().CreateDemo(name);

    /// <summary>Starts it with a seeded org, whose refresh token is the same at every start.</summary>
    /// <param name="inboxKey">Where the buttons of its page post to.</param>
    /// <param name="inboxSecret">What they sign with.</param>
    public async Task<OrgCredentials> StartAsync(string inboxKey, string inboxSecret, CancellationToken cancellationToken)
    {
        _simulator = SimulatorHost.Build(
        [
            $"--urls={options.Value.Url}", $"--Portal:Url={portal.Url}", $"--Portal:InboxKey={inboxKey}", $"--Portal:InboxSecret={inboxSecret}",
        ]);
        try
        {
            await _simulator.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new StartupException($"Simulator:Url must be an address that is free; it is '{options.Value.Url}'. {e.Message}");
        }

        Url = _simulator.Urls.First().TrimEnd('/');
        return _simulator.Services.GetRequiredService<SimulatorWorld>().CreateDemoOrg(Url);
    }

    public async ValueTask DisposeAsync()
    {
        if (_simulator is not null)
        {
            await _simulator.StopAsync();
            await _simulator.DisposeAsync();
        }
    }
}
