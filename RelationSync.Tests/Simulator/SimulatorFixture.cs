using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using RelationSync.Simulator;

namespace RelationSync.Tests.Simulator;

/// <summary>A simulator on a free port, shared by the tests that leave its clock alone: each makes orgs of its own.</summary>
public sealed class SimulatorFixture : IAsyncLifetime
{
    private static int _orgs;
    private WebApplication? _app;

    public string BaseUrl { get; private set; } = string.Empty;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public IServiceProvider Services => _app!.Services;

    public async Task InitializeAsync()
    {
        // The queries of these tests are their own, and some are wrong on purpose.
        _app = SimulatorHost.Build(["--urls", "http://127.0.0.1:0", "--Simulator:SoqlLog="], builder => builder.Logging.ClearProviders());
        await _app.StartAsync();
        BaseUrl = _app.Urls.First();
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app!.DisposeAsync();
    }

    public Task<SimulatedOrg> CreateOrgAsync(object? settings = null) =>
        SimulatedOrg.CreateAsync(this, $"org{Interlocked.Increment(ref _orgs)}", settings);
}
