using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RelationSync.Portal.Relation;

namespace RelationSync.Benchmarks.Harness;

/// <summary>The portal as a process with many inboxes, each connected; its settings are the product's own but for those given.</summary>
internal sealed class PortalFleet : IAsyncDisposable
{
    public const string Email = "bench@example.com";
    public const string Password = "bench-password-1";

    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-bench-").FullName;
    private readonly string[] _secrets;
    private ChildProcess? _process;

    private PortalFleet(int inboxes) =>
        _secrets = [.. Enumerable.Range(0, inboxes).Select(_ => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))];

    public string Url { get; } = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ChildProcess.FreePort()}");

    public int Inboxes => _secrets.Length;

    /// <summary>The most memory that it had at once.</summary>
    public long PeakMiB => Read(p => p.PeakWorkingSet64) / 1024 / 1024;

    public long MiB => Read(p => p.WorkingSet64) / 1024 / 1024;

    public TimeSpan Processor => Read(p => p.TotalProcessorTime);

    /// <summary>The last lines it printed.</summary>
    public string LastWords => _process?.LastWords ?? "";

    /// <param name="orgs">Inbox number i belongs to org number i modulo their count; inboxes of one org share its authorisation.</param>
    public static async Task<PortalFleet> StartAsync(
        int inboxes, IReadOnlyList<SimulatedOrg> orgs, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var fleet = new PortalFleet(inboxes);
        var file = Path.Combine(fleet._folder, "provisioning.json");
        await File.WriteAllTextAsync(file, fleet.Provisioning(orgs).ToJsonString(), cancellationToken);
        var environment = new Dictionary<string, string>(settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Urls"] = fleet.Url,
            ["ASPNETCORE_URLS"] = fleet.Url,
            ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(fleet._folder, "portal.db")}",
            ["Provisioning__Path"] = file,
            ["Salesforce__ClientId"] = "bench",
            ["Salesforce__ClientSecret"] = "bench",
            ["Salesforce__AllowInsecureLoopback"] = "true",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        fleet._process = await ChildProcess.StartAsync("RelationSync.Portal", [], environment, fleet.Url + "/health/live", cancellationToken);
        return fleet;
    }

    public static string Key(int inbox) => string.Create(CultureInfo.InvariantCulture, $"inbox-{inbox}");

    /// <summary>A signed request of an inbox, not yet sent.</summary>
    public HttpRequestMessage Signed(int inbox, byte[] body)
    {
        var id = "msg_" + Guid.NewGuid().ToString("N");
        var at = TimeProvider.System.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Url}/api/v1/inboxes/{Key(inbox)}/operations") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhookSignature.Sign(_secrets[inbox], id, at, body));
        return request;
    }

    /// <summary>Somebody who is signed in.</summary>
    public async Task<HttpClient> SignInAsync(CancellationToken cancellationToken)
    {
        var http = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromMinutes(2) };
        using var login = await http.PostAsJsonAsync("/api/v1/login", new { email = Email, password = Password }, cancellationToken);
        login.EnsureSuccessStatusCode();
        return http;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private T Read<T>(Func<Process, T> value)
    {
        using var process = Process.GetProcessById(_process!.Id);
        return value(process);
    }

    private JsonObject Provisioning(IReadOnlyList<SimulatedOrg> orgs) => new()
    {
        ["users"] = new JsonArray(new JsonObject { ["email"] = Email, ["password"] = Password, ["role"] = "Administrator" }),
        ["inboxes"] = new JsonArray([.. _secrets.Select((secret, i) => new JsonObject { ["key"] = Key(i), ["name"] = $"受信箱 {i}", ["secret"] = secret, ["time_zone"] = "Asia/Tokyo" })]),
        ["connections"] = new JsonArray([.. _secrets.Select((_, i) => new JsonObject
        {
            ["inbox"] = Key(i),
            ["targets"] = "both",
            ["link_opportunities"] = true,
            ["salesforce"] = new JsonObject { ["login_url"] = orgs[i % orgs.Count].LoginUrl, ["refresh_token"] = orgs[i % orgs.Count].RefreshToken },
        })]),
    };
}
