using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RelationSync.Benchmarks.Harness;

/// <summary>The simulator as a process, driven through its control plane.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _http;

    private SimulatorProcess(ChildProcess process, string url)
    {
        _process = process;
        Url = url;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(5) };
    }

    public string Url { get; }

    public static async Task<SimulatorProcess> StartAsync(CancellationToken cancellationToken)
    {
        var url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
        var process = await ChildProcess.StartAsync(
            "RelationSync.Simulator", ["--urls", url], new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Warning" }, url + "/", cancellationToken);
        return new SimulatorProcess(process, url);
    }

    /// <summary>Makes an org and answers what it needs to be connected.</summary>
    public async Task<SimulatedOrg> CreateOrgAsync(JsonObject knobs, CancellationToken cancellationToken)
    {
        var answer = await PostAsync("/_control/orgs", knobs, cancellationToken);
        return new SimulatedOrg(
            knobs["name"]!.GetValue<string>(), answer.GetProperty("login_url").GetString()!, answer.GetProperty("refresh_token").GetString()!,
            answer.GetProperty("access_token").GetString()!);
    }

    /// <summary>Approves the app once more, as a person who connects again does; the org with its new refresh token.</summary>
    public async Task<SimulatedOrg> ApproveAsync(SimulatedOrg org, string clientId, CancellationToken cancellationToken)
    {
        const string Back = "https://localhost/back";
        var query = $"response_type=code&client_id={clientId}&redirect_uri={Uri.EscapeDataString(Back)}&login_hint=admin%40{org.Name}.example&sim_auto=allow";
        using var allowed = await _http.GetAsync($"{org.LoginUrl}/services/oauth2/authorize?{query}", cancellationToken);
        var code = System.Web.HttpUtility.ParseQueryString(allowed.Headers.Location!.Query)["code"]!;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["client_id"] = clientId,
            ["redirect_uri"] = Back,
        });
        using var answer = await _http.PostAsync($"{org.LoginUrl}/services/oauth2/token", form, cancellationToken);
        return org with { RefreshToken = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("refresh_token").GetString()! };
    }

    public Task AddRecordsAsync(string org, JsonObject records, CancellationToken cancellationToken) =>
        PostAsync($"/_control/orgs/{org}/records", records, cancellationToken);

    public Task AddFaultAsync(string org, JsonObject fault, CancellationToken cancellationToken) =>
        PostAsync($"/_control/orgs/{org}/faults", fault, cancellationToken);

    public async Task ClearFaultsAsync(string org, CancellationToken cancellationToken)
    {
        using var answer = await _http.DeleteAsync($"/_control/orgs/{org}/faults", cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How often each armed fault has struck, in the order they were armed.</summary>
    public async Task<IReadOnlyList<int>> HitsAsync(string org, CancellationToken cancellationToken) =>
        [.. (await _http.GetFromJsonAsync<JsonElement>($"/_control/orgs/{org}/faults", cancellationToken)).EnumerateArray().Select(f => f.GetProperty("hits").GetInt32())];

    public async Task<int> CountCallsAsync(string org, CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<JsonElement>($"/_control/orgs/{org}/calls", cancellationToken)).GetProperty("counted").GetInt32();

    public Task ResetCallsAsync(string org, CancellationToken cancellationToken) => _http.DeleteAsync($"/_control/orgs/{org}/calls", cancellationToken);

    /// <summary>Subjects of the Events that stand.</summary>
    public async Task<List<string>> SubjectsAsync(string org, CancellationToken cancellationToken)
    {
        var events = await _http.GetFromJsonAsync<JsonElement>($"/_control/orgs/{org}/events", cancellationToken);
        return [.. events.EnumerateArray().Where(e => !e.GetProperty("is_deleted").GetBoolean()).Select(e => e.GetProperty("Subject").GetString()!)];
    }

    /// <summary>How many Events stand, by a query: the list of all would be long.</summary>
    public async Task<int> CountEventsAsync(SimulatedOrg org, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{org.LoginUrl}/services/data/v67.0/query?q=SELECT+COUNT()+FROM+Event");
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", org.AccessToken);
        using var answer = await _http.SendAsync(request, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("totalSize").GetInt32();
    }

    /// <summary>Every Event ever made, deleted ones too.</summary>
    public async Task<List<StoredEvent>> EventsAsync(string org, CancellationToken cancellationToken)
    {
        var events = await _http.GetFromJsonAsync<JsonElement>($"/_control/orgs/{org}/events", cancellationToken);
        return
        [
            .. events.EnumerateArray().Select(e => new StoredEvent(
                e.GetProperty("Id").GetString()!,
                e.GetProperty("Subject").GetString()!,
                e.GetProperty("is_deleted").GetBoolean(),
                e.GetProperty("write_count").GetInt32(),
                e.GetProperty("OwnerId").GetString()!)),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<JsonElement> PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"The simulator answered {(int)answer.StatusCode} to {path}: {text}");
    }
}
