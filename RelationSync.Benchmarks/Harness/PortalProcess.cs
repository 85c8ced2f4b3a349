using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RelationSync.Benchmarks.Harness;

/// <summary>
/// The portal as a process on a store of its own, with inboxes connected to simulated orgs; can be killed, stopped and
/// started again. Its settings are the product's own but for those given.
/// </summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    public const string Email = "bench@example.com";
    public const string Password = "bench-password-1";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relationsync-bench-");
    private readonly SigningSecrets _secrets = new();
    private readonly List<(string Inbox, SimulatedOrg Org, JsonObject? Source)> _seats = [];
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _environment;
    private readonly string? _program;
    private readonly SemaphoreSlim _signingIn = new(1, 1);
    private ChildProcess? _process;
    private bool _signedIn;

    /// <param name="settings">Keys of the configuration (<c>Sync__RetryBaseDelay</c>).</param>
    /// <param name="storeFolder">Where its SQLite file lies; null: a folder of its own.</param>
    /// <param name="store">Instead of that: a store.</param>
    /// <param name="program">The folder of a published build; null: the build beside this one.</param>
    public PortalProcess(IEnumerable<KeyValuePair<string, string>> settings, string? storeFolder = null, StoreTarget? store = null, string? program = null)
    {
        _program = program;
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64, CookieContainer = _cookies }) { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromMinutes(2) };
        _environment = new Dictionary<string, string>(settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Urls"] = Url,
            ["ASPNETCORE_URLS"] = Url,
            ["Provisioning__Path"] = Path.Combine(_folder.FullName, "provisioning.json"),
            ["Salesforce__ClientId"] = "bench",
            ["Salesforce__ClientSecret"] = "bench",
            ["Salesforce__AllowInsecureLoopback"] = "true",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        Store = store ?? StoreTarget.File(Path.Combine(storeFolder ?? _folder.FullName, "portal.db"));
        foreach (var (key, value) in Store.Settings)
        {
            _environment[key] = value;
        }
    }

    /// <summary>Settings under which actions are due at once and no rate is in the way.</summary>
    public static IReadOnlyDictionary<string, string> WithoutHolds { get; } = new Dictionary<string, string>
    {
        ["Sync__SendCancelGrace"] = "00:00:00",
        ["Sync__ReorderGrace"] = "00:00:00",
        ["Intake__OperationsPerMinute"] = "10000000",
    };

    /// <summary>To read from.</summary>
    public StoreTarget Store { get; }

    public string Url { get; } = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ChildProcess.FreePort()}");

    /// <summary>The last lines it printed.</summary>
    public string LastWords => _process?.LastWords ?? "";

    /// <summary>What it logged as an error or worse since it was started last, the first ones.</summary>
    public IReadOnlyList<string> Complaints => _process?.Complaints ?? [];

    public bool IsRunning => _process?.IsRunning == true;

    /// <summary>The most memory that it had at once.</summary>
    public long PeakMiB => Read(p => p.PeakWorkingSet64) / 1024 / 1024;

    public long MiB => Read(p => p.WorkingSet64) / 1024 / 1024;

    /// <summary>
    /// Memory of the process itself that the kernel can't take back: each page once, without mapped files. What the kernel
    /// holds for its sockets isn't in it. 0 where there is no /proc.
    /// </summary>
    public long OwnMiB
    {
        get
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"/proc/{_process!.Id}/smaps_rollup");
            return !File.Exists(file) ? 0 : File.ReadLines(file)
                .Where(l => l.StartsWith("Pss_Anon:", StringComparison.Ordinal) || l.StartsWith("Pss_Shmem:", StringComparison.Ordinal))
                .Sum(l => long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) / 1024;
        }
    }

    public TimeSpan Processor => Read(p => p.TotalProcessorTime);

    /// <summary>An inbox more, connected at the next start; one that is known is connected anew, where its token is another.</summary>
    /// <param name="source">As the provisioning file has it; null: what is pushed.</param>
    public void Connect(string inbox, SimulatedOrg org, JsonObject? source = null)
    {
        _seats.RemoveAll(s => s.Inbox == inbox);
        _seats.Add((inbox, org, source));
    }

    /// <summary>Starts it (again) on the same store.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_environment["Provisioning__Path"], Provisioning().ToJsonString(), cancellationToken);
        _process = await ChildProcess.StartAsync("RelationSync.Portal", [], _environment, Url + "/health/live", cancellationToken, _program);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <inheritdoc cref="ChildProcess.TerminateAsync"/>
    public async Task<(TimeSpan Took, int ExitCode)> TerminateAsync(CancellationToken cancellationToken)
    {
        var ended = await _process!.TerminateAsync(cancellationToken);
        await KillAsync();
        return ended;
    }

    /// <summary>A signed request of an inbox, not yet sent.</summary>
    public HttpRequestMessage Signed(string inbox, byte[] body) =>
        SignedPost.Of($"{Url}/api/v1/inboxes/{inbox}/operations", _secrets.Of(inbox), body, TimeProvider.System.GetUtcNow());

    /// <summary>Posts operations, signed; the answer's status, or 0 where nobody answered.</summary>
    public async Task<int> PostAsync(string inbox, IEnumerable<string> operations, CancellationToken cancellationToken)
    {
        using var request = Signed(inbox, Encoding.UTF8.GetBytes($"{{\"operations\":[{string.Join(',', operations)}]}}"));
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>Gets a page or an answer of the reading API as the signed-in user.</summary>
    public async Task<HttpResponseMessage> GetAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        await SignInAsync(cancellationToken);
        return await _http.GetAsync(new Uri(pathAndQuery, UriKind.Relative), cancellationToken);
    }

    /// <summary>All items of a list of the reading API.</summary>
    public async Task<List<JsonElement>> ListAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        var items = new List<JsonElement>();
        var after = "";
        while (after is not null)
        {
            var page = await ReadAsync(
                $"{pathAndQuery}{(pathAndQuery.Contains('?') ? '&' : '?')}limit=1000{(after.Length == 0 ? "" : "&after=" + Uri.EscapeDataString(after))}", cancellationToken);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next") is { ValueKind: not JsonValueKind.Null } next ? next.ToString() : null;
        }

        return items;
    }

    /// <summary>Each connection's state, by inbox.</summary>
    public async Task<Dictionary<string, string>> StatesAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("connections", cancellationToken)).EnumerateArray().ToDictionary(c => c.GetProperty("inbox").GetString()!, c => c.GetProperty("state").GetString()!);

    /// <summary>Opens a live circuit's connection, as a browser on a page holds one.</summary>
    public async Task<ClientWebSocket> OpenCircuitAsync(CancellationToken cancellationToken)
    {
        await SignInAsync(cancellationToken);
        var socket = new ClientWebSocket();
        socket.Options.Cookies = _cookies;
        socket.Options.SetRequestHeader("Origin", Url);
        await socket.ConnectAsync(new Uri(Url.Replace("http://", "ws://", StringComparison.Ordinal) + "/_blazor"), cancellationToken);
        await socket.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, cancellationToken);
        return socket;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _http.Dispose();
        _signingIn.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<JsonElement> ReadAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        await SignInAsync(cancellationToken);
        return await _http.GetFromJsonAsync<JsonElement>("/api/v1/" + pathAndQuery, cancellationToken);
    }

    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        await _signingIn.WaitAsync(cancellationToken);
        try
        {
            if (!_signedIn)
            {
                using var login = await _http.PostAsJsonAsync("/api/v1/login", new { email = Email, password = Password }, cancellationToken);
                login.EnsureSuccessStatusCode();
                _signedIn = true;
            }
        }
        finally
        {
            _signingIn.Release();
        }
    }

    private T Read<T>(Func<Process, T> value)
    {
        using var process = Process.GetProcessById(_process!.Id);
        return value(process);
    }

    private JsonObject Provisioning() => new()
    {
        ["users"] = new JsonArray(new JsonObject { ["email"] = Email, ["password"] = Password, ["role"] = "Administrator" }),
        ["inboxes"] = Array(s => Inbox(s.Inbox, s.Source)),
        ["connections"] = Array(s => new JsonObject
        {
            ["inbox"] = s.Inbox,
            ["targets"] = "both",
            ["link_opportunities"] = true,
            ["salesforce"] = new JsonObject { ["login_url"] = s.Org.LoginUrl, ["refresh_token"] = s.Org.RefreshToken },
        }),
    };

    private JsonObject Inbox(string key, JsonObject? source)
    {
        JsonObject inbox = new() { ["key"] = key, ["name"] = $"受信箱 {key}", ["secret"] = _secrets.Of(key), ["time_zone"] = "Asia/Tokyo" };
        if (source is not null)
        {
            inbox["source"] = source.DeepClone();
        }

        return inbox;
    }

    private JsonArray Array(Func<(string Inbox, SimulatedOrg Org, JsonObject? Source), JsonObject> entry) => [.. _seats.Select(s => (JsonNode)entry(s))];
}
