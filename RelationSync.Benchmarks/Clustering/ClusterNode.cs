using System.Globalization;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Clustering;

/// <summary>One of the portals, with a way of its own to the database that can be cut.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private readonly Dictionary<string, string> _environment;
    private readonly Relay _way;
    private ChildProcess? _process;

    public ClusterNode(IReadOnlyDictionary<string, string> settings, int databasePort)
    {
        _way = new Relay(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{databasePort}"));
        _environment = new Dictionary<string, string>(settings)
        {
            ["Urls"] = Url,
            ["ASPNETCORE_URLS"] = Url,
            ["ConnectionStrings__RelationSync"] = PostgresProcess.ConnectionString(_way.Port),
        };
    }

    public int Port { get; } = ChildProcess.FreePort();

    private string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <summary>Folder of the published build that it starts; null: the one beside this program.</summary>
    public string? Release { get; set; }

    /// <summary>Starts it (again), and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        _process = await ChildProcess.StartAsync("RelationSync.Portal", [], _environment, Url + "/health/live", cancellationToken, Release);

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    public async Task TerminateAsync(CancellationToken cancellationToken)
    {
        await _process!.TerminateAsync(cancellationToken);
        await KillAsync();
    }

    public Task PauseAsync(CancellationToken cancellationToken) => _process!.PauseAsync(cancellationToken);

    public Task ContinueAsync(CancellationToken cancellationToken) => _process!.ContinueAsync(cancellationToken);

    /// <summary>Its connections to the database break, and new ones are refused.</summary>
    public void CutOff() => _way.Close();

    public void Rejoin() => _way.Open();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        await _way.DisposeAsync();
    }
}
