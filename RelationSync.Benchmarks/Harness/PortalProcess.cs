using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RelationSync.Portal.Relation;

namespace RelationSync.Benchmarks.Harness;

/// <summary>The portal as a process on a store of its own, with one inbox connected to one simulated org; can be killed and started again.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private const string Inbox = "bench";
    private const string Email = "bench@example.com";
    private const string Password = "bench-password-1";
    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-bench-").FullName;
    private readonly string _secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string _url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
    private readonly Dictionary<string, string> _environment;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private ChildProcess? _process;

    private PortalProcess(string drainInterval) => _environment = new Dictionary<string, string>
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Urls"] = _url,
        ["ASPNETCORE_URLS"] = _url,
        ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(_folder, "portal.db")}",
        ["Provisioning__Path"] = Path.Combine(_folder, "provisioning.json"),
        ["Worker__DrainInterval"] = drainInterval,
        ["Worker__LeaseDuration"] = "00:00:02",
        ["Sync__SendCancelGrace"] = "00:00:01",
        ["Sync__ReorderGrace"] = "00:00:01",
        ["Sync__RetryBaseDelay"] = "00:00:01",
        ["Sync__RetryMaxDelay"] = "00:00:04",
        ["Intake__OperationsPerMinute"] = "10000000",
        ["Salesforce__ClientId"] = "bench",
        ["Salesforce__ClientSecret"] = "bench",
        ["Salesforce__AllowInsecureLoopback"] = "true",
        ["Logging__LogLevel__Default"] = "Warning",
    };

    /// <summary>The most memory the process had at once, in MiB.</summary>
    public long PeakMiB => Process.GetProcessById(_process!.Id).PeakWorkingSet64 / 1024 / 1024;

    public static async Task<PortalProcess> StartAsync(
        SimulatorProcess simulator, string orgName, bool marker, string drainInterval, CancellationToken cancellationToken, JsonObject? latency = null)
    {
        var knobs = new JsonObject { ["name"] = orgName, ["marker_field"] = marker };
        if (latency is not null)
        {
            knobs["latency"] = latency;
        }

        var org = await simulator.CreateOrgAsync(knobs, cancellationToken);
        var portal = new PortalProcess(drainInterval);
        await portal.ProvisionAsync(org, cancellationToken);
        await portal.StartAsync(cancellationToken);
        return portal;
    }

    /// <summary>Starts it (again) on the same store.</summary>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        _process = await ChildProcess.StartAsync("RelationSync.Portal", [], _environment, _url + "/health/live", cancellationToken);

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        await _process!.KillAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>Posts a signed body; false where nobody answered.</summary>
    public async Task<bool> PostAsync(string body, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var id = "msg_" + Guid.NewGuid().ToString("N");
        var at = TimeProvider.System.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_url}/api/v1/inboxes/{Inbox}/operations") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhookSignature.Sign(_secret, id, at, bytes));
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return answer.StatusCode is HttpStatusCode.Accepted
                ? true
                : throw new InvalidOperationException($"The intake answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>How many actions stand where, by status.</summary>
    public async Task<Dictionary<string, int>> CountActionsAsync(CancellationToken cancellationToken)
    {
        using var login = await _http.PostAsJsonAsync($"{_url}/api/v1/login", new { email = Email, password = Password }, cancellationToken);
        login.EnsureSuccessStatusCode();
        var counts = new Dictionary<string, int>();
        var after = "";
        while (after is not null)
        {
            var page = await _http.GetFromJsonAsync<JsonElement>($"{_url}/api/v1/actions?limit=1000{(after.Length == 0 ? "" : "&after=" + Uri.EscapeDataString(after))}", cancellationToken);
            foreach (var action in page.GetProperty("items").EnumerateArray())
            {
                var status = action.GetProperty("status").GetString()!;
                counts[status] = counts.GetValueOrDefault(status) + 1;
            }

            after = page.GetProperty("next") is { ValueKind: not JsonValueKind.Null } next ? next.ToString() : null;
        }

        return counts;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task ProvisionAsync(SimulatedOrg org, CancellationToken cancellationToken) => File.WriteAllTextAsync(
        _environment["Provisioning__Path"],
        new JsonObject
        {
            ["users"] = new JsonArray(new JsonObject { ["email"] = Email, ["password"] = Password, ["role"] = "Administrator" }),
            ["inboxes"] = new JsonArray(new JsonObject { ["key"] = Inbox, ["name"] = "bench", ["secret"] = _secret, ["time_zone"] = "Asia/Tokyo" }),
            ["connections"] = new JsonArray(new JsonObject
            {
                ["inbox"] = Inbox,
                ["targets"] = "both",
                ["link_opportunities"] = true,
                ["salesforce"] = new JsonObject { ["login_url"] = org.LoginUrl, ["refresh_token"] = org.RefreshToken },
            }),
        }.ToJsonString(),
        cancellationToken);
}
