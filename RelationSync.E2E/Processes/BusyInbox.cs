using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Foundation;

namespace RelationSync.E2E.Processes;

/// <summary>An inbox connected to a simulated org that answers as slowly as a real one, whose caller posts on and on, whatever becomes of the portal.</summary>
internal sealed class BusyInbox : IAsyncDisposable
{
    public const string Org = "busy";
    private const string Key = "busy";
    private const string Email = "ops@example.com";
    private const string Password = "ops-password-1";

    /// <summary>Of the app that it connects with.</summary>
    public const string ClientSecret = "e2e-client-secret-1";

    private const int Customers = 200;

    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-e2e-").FullName;
    private readonly string _secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string _url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>What must never stand in a log: what it signs and signs in with.</summary>
    public List<string> Secrets { get; } = [Password, ClientSecret];

    private string ProvisioningFile => Path.Combine(_folder, "provisioning.json");

    public static async Task<BusyInbox> ConnectAsync(SimulatorProcess simulator, CancellationToken cancellationToken)
    {
        var org = await simulator.CreateOrgAsync(
            new JsonObject { ["name"] = Org, ["latency"] = new JsonObject { ["per_call_ms"] = 100, ["per_record_ms"] = 2 } }, cancellationToken);
        foreach (var records in Samples.Records(Customers, contacts: true, leads: false))
        {
            await simulator.AddRecordsAsync(Org, records, cancellationToken);
        }

        var inbox = new BusyInbox();
        inbox.Secrets.AddRange([inbox._secret, inbox._secret["whsec_".Length..], org.RefreshToken]);
        await inbox.ProvisionAsync(org, cancellationToken);
        return inbox;
    }

    /// <summary>Starts the portal on this inbox's store, the first time or again.</summary>
    public Task<PortalProgram> StartPortalAsync(CancellationToken cancellationToken, string logLevel = "Information", Action<string>? hear = null) => PortalProgram.StartAsync(
        _url,
        new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(_folder, "portal.db")}",
            ["Provisioning__Path"] = ProvisioningFile,
            ["Worker__DrainInterval"] = "00:00:01",
            ["Sync__SendCancelGrace"] = "00:00:00",
            ["Sync__ReorderGrace"] = "00:00:00",
            ["Sync__RetryBaseDelay"] = "00:00:01",
            ["Salesforce__ClientId"] = "e2e",
            ["Salesforce__ClientSecret"] = ClientSecret,
            ["Salesforce__AllowInsecureLoopback"] = "true",
            ["Logging__LogLevel__Default"] = logLevel,
            ["Logging__LogLevel__Microsoft.AspNetCore"] = logLevel is "Information" ? "Warning" : logLevel,
            ["Logging__LogLevel__System.Net.Http.HttpClient"] = logLevel is "Information" ? "Warning" : logLevel,
            ["Logging__LogLevel__Microsoft.EntityFrameworkCore"] = logLevel is "Information" ? "Warning" : logLevel,
        },
        cancellationToken,
        hear);

    /// <summary>Posts this body, signed or as somebody who doesn't know the secret.</summary>
    public async Task<HttpStatusCode> PostAsync(string body, bool signed, CancellationToken cancellationToken)
    {
        using var request = Request(Encoding.UTF8.GetBytes(body), signed ? _secret : "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        using var answer = await _http.SendAsync(request, cancellationToken);
        return answer.StatusCode;
    }

    /// <summary>A sign-in that fails.</summary>
    public async Task GuessAsync(string email, string password, CancellationToken cancellationToken)
    {
        using var login = await _http.PostAsJsonAsync($"{_url}/api/v1/login", new { email, password }, cancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);
    }

    /// <summary>Posts that many actions from a number on; what wasn't taken is posted again, as a careful caller does.</summary>
    public async Task PostAsync(int from, int actions, CancellationToken cancellationToken)
    {
        var at = TimeProvider.System.GetUtcNow();
        foreach (var chunk in Enumerable.Range(from, actions).Chunk(50))
        {
            var body = Encoding.UTF8.GetBytes($"{{\"operations\":[{string.Join(',', chunk.Select(i => Samples.Message($"s{i}", i % Customers, false, at)))}]}}");
            await Until.TrueAsync(() => IsTakenAsync(body, cancellationToken), () => "The intake took nothing.", cancellationToken);
        }
    }

    /// <summary>Nothing waits, and nothing failed.</summary>
    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken)
    {
        using var login = await _http.PostAsJsonAsync($"{_url}/api/v1/login", new { email = Email, password = Password }, cancellationToken);
        login.EnsureSuccessStatusCode();
        var connections = await _http.GetFromJsonAsync<JsonElement>($"{_url}/api/v1/connections", cancellationToken);
        return connections[0] is var connection && connection.GetProperty("pending").GetInt32() + connection.GetProperty("failed").GetInt32() == 0;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<bool> IsTakenAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = Request(body, _secret);
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return answer.StatusCode is HttpStatusCode.Accepted;
        }
        catch (HttpRequestException)
        {
            return false; // stopped, or stopping
        }
    }

    private HttpRequestMessage Request(byte[] body, string secret)
    {
        var id = "msg_" + Guid.NewGuid().ToString("N");
        var at = TimeProvider.System.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, $"{_url}/api/v1/inboxes/{Key}/operations") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{at.ToUnixTimeSeconds()}");
        request.Headers.Add("webhook-signature", StandardWebhookSignature.Sign(secret, id, at, body));
        return request;
    }

    private Task ProvisionAsync(SimulatedOrg org, CancellationToken cancellationToken) => File.WriteAllTextAsync(
        ProvisioningFile,
        JsonSerializer.Serialize(new
        {
            users = new[] { new { email = Email, password = Password, role = "Administrator" } },
            inboxes = new[] { new { key = Key, name = "busy", secret = _secret, time_zone = "Asia/Tokyo" } },
            connections = new[] { new { inbox = Key, targets = "both", link_opportunities = true, salesforce = new { login_url = org.LoginUrl, refresh_token = org.RefreshToken } } },
        }),
        cancellationToken);
}
