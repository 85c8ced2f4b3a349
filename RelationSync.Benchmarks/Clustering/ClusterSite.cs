using System.Globalization;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Clustering;

/// <summary>Three portals behind nginx on one PostgreSQL, and a simulator with the orgs of their inboxes; all real processes.</summary>
internal sealed class ClusterSite : IAsyncDisposable
{
    public const string Email = "bench@example.com";
    public const string Password = "bench-password-1";
    public const int Nodes = 3;
    public const int DrainsAtOnce = 4;

    /// <summary>Milliseconds of a call in the orgs that measure how many one node can serve: what a drain takes is waiting.</summary>
    private const int WideLatency = 1500;

    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relationsync-cluster-");
    private readonly List<ClusterNode> _nodes = [];
    private readonly IReadOnlyList<string> _inboxes;
    private readonly string? _release;
    private readonly Dictionary<string, SimulatedOrg> _seats = new(StringComparer.Ordinal);
    private SimulatorProcess? _simulator;
    private PostgresProcess? _database;
    private NginxProcess? _nginx;

    private ClusterSite(IReadOnlyList<string> inboxes, string? release) => (_inboxes, _release) = (inboxes, release);

    public IReadOnlyList<ClusterNode> AllNodes => _nodes;

    public PostgresProcess Database => _database!;

    public Uri Address => new(_nginx!.Url);

    /// <summary>Inboxes of the faults; three of each org.</summary>
    public static IReadOnlyList<string> Inboxes { get; } = [.. Enumerable.Range(0, 30).Select(i => string.Create(CultureInfo.InvariantCulture, $"inbox-{i:D2}"))];

    /// <summary>Inboxes of slow orgs, each with one of its own.</summary>
    public static IReadOnlyList<string> Wide { get; } = [.. Enumerable.Range(0, 30).Select(i => string.Create(CultureInfo.InvariantCulture, $"wide-{i:D2}"))];

    public SigningSecrets Secrets { get; } = new();

    /// <param name="inboxes"><see cref="Inboxes"/> or <see cref="Wide"/>.</param>
    /// <param name="release">Folder of the published build that the nodes begin with; null: the one beside this program.</param>
    public static async Task<ClusterSite> StartAsync(IReadOnlyList<string> inboxes, CancellationToken cancellationToken, string? release = null)
    {
        var site = new ClusterSite(inboxes, release);
        try
        {
            await site.UpAsync(cancellationToken);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every Event made for these inboxes' orgs.</summary>
    public async Task<List<(string Subject, DateTimeOffset CreatedAt, bool Stands)>> EventsAsync(IEnumerable<string> inboxes, CancellationToken cancellationToken)
    {
        var events = new List<(string, DateTimeOffset, bool)>();
        foreach (var org in inboxes.Select(i => _seats[i].Name).Distinct(StringComparer.Ordinal))
        {
            events.AddRange(await _simulator!.EventTimesAsync(org, cancellationToken));
        }

        return events;
    }

    public HttpClient Http() => new(new SocketsHttpHandler { MaxConnectionsPerServer = 128 }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(40) };

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        foreach (var part in new IAsyncDisposable?[] { _nginx, _simulator, _database }.OfType<IAsyncDisposable>())
        {
            await part.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task UpAsync(CancellationToken cancellationToken)
    {
        var database = PostgresProcess.StartAsync(cancellationToken);
        _simulator = await SimulatorProcess.StartAsync(cancellationToken);
        foreach (var (i, inbox) in _inboxes.Index())
        {
            _seats[inbox] = ReferenceEquals(_inboxes, Wide) ? await OrgAsync(inbox, WideLatency, cancellationToken)
                : i % 3 == 0 ? await OrgAsync($"org{i / 3}", 30, cancellationToken)
                : _seats[_inboxes[i - (i % 3)]];
        }

        _database = await database;
        var port = ChildProcess.FreePort();
        var settings = Settings(port);
        await File.WriteAllTextAsync(settings["Provisioning__Path"], Provisioning().ToJsonString(), cancellationToken);
        _nodes.AddRange(Enumerable.Range(0, Nodes).Select(_ => new ClusterNode(settings, _database.Port) { Release = _release }));
        await Task.WhenAll(_nodes.Select(n => n.StartAsync(cancellationToken)));
        _nginx = await NginxProcess.StartAsync(port, [.. _nodes.Select(n => n.Port)], cancellationToken);
    }

    private Task<SimulatedOrg> OrgAsync(string name, int latency, CancellationToken cancellationToken) => _simulator!.CreateOrgAsync(
        new JsonObject
        {
            ["name"] = name,
            ["marker_field"] = true,
            ["daily_limit"] = 10_000_000,
            ["latency"] = new JsonObject { ["per_call_ms"] = latency },
        },
        cancellationToken);

    private Dictionary<string, string> Settings(int port) => new(PortalProcess.WithoutHolds)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Store__Provider"] = "PostgreSql",
        ["PublicUrl"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
        ["ForwardedHeaders__KnownProxies__0"] = "127.0.0.1",
        ["Provisioning__Path"] = Path.Combine(_folder.FullName, "provisioning.json"),
        ["Salesforce__ClientId"] = "bench",
        ["Salesforce__ClientSecret"] = "bench",
        ["Salesforce__AllowInsecureLoopback"] = "true",
        ["Worker__DrainInterval"] = Tick.ToString("c"),
        ["Worker__LeaseDuration"] = Lease.ToString("c"),
        ["Worker__ConnectionsAtOnce"] = DrainsAtOnce.ToString(CultureInfo.InvariantCulture),
        ["Sync__RetryBaseDelay"] = "00:00:01",
        ["Sync__RetryMaxDelay"] = "00:00:02",
        ["Logging__LogLevel__Default"] = "Warning",
        // Nodes start again and again: what is compiled a second time, and how, would take most of two cores.
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_TC_CallCountThreshold"] = "400", // hexadecimal; else 30 calls
    };

    private JsonObject Provisioning() => new()
    {
        ["users"] = new JsonArray(new JsonObject { ["email"] = Email, ["password"] = Password, ["role"] = "Administrator" }),
        ["inboxes"] = new JsonArray([.. _seats.Keys.Select(i => (JsonNode)new JsonObject { ["key"] = i, ["name"] = $"受信箱 {i}", ["secret"] = Secrets.Of(i), ["time_zone"] = "Asia/Tokyo" })]),
        ["connections"] = new JsonArray([.. _seats.Select(s => (JsonNode)new JsonObject
        {
            ["inbox"] = s.Key,
            ["targets"] = "contact",
            ["salesforce"] = new JsonObject { ["login_url"] = s.Value.LoginUrl, ["refresh_token"] = s.Value.RefreshToken },
        })]),
    };
}
