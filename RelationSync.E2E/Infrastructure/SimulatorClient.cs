using System.Net.Http.Json;
using System.Text.Json;

namespace RelationSync.E2E.Infrastructure;

/// <summary>A simulator, without its page.</summary>
internal sealed class SimulatorClient(string url) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(url) };

    /// <summary>What a button of its page does.</summary>
    public async Task PressAsync(string kind, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync($"/_page/operations/{kind}", null, cancellationToken);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Assert.True(told.GetProperty("ok").GetBoolean(), told.ToString());
    }

    /// <summary>Has a validation rule refuse the next Events whose record contains a text.</summary>
    public Task RefuseAsync(string contained, int times, CancellationToken cancellationToken)
    {
        var fault = new
        {
            match = new { record_contains = contained },
            kind = "record_error",
            times,
            error_code = "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            message = "商談フェーズを入力してください。",
        };
        return PostAsync("/_control/orgs/demo/faults", fault, cancellationToken);
    }

    /// <summary>Has the org refuse every Event whose record contains a text, until it is mended.</summary>
    public Task RefuseAsync(string contained, string code, string message, string[] fields, CancellationToken cancellationToken) =>
        PostAsync("/_control/orgs/demo/faults", new { match = new { record_contains = contained }, kind = "record_error", error_code = code, message, fields }, cancellationToken);

    /// <summary>Mends whatever the demo's org refuses.</summary>
    public async Task MendAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.DeleteAsync("/_control/orgs/demo/faults", cancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
    }

    /// <summary>Makes an org with these people in it; where it is reached.</summary>
    public async Task<string> CreateOrgAsync(string name, object records, CancellationToken cancellationToken)
    {
        var org = await PostAsync("/_control/orgs", new { name }, cancellationToken);
        await PostAsync($"/_control/orgs/{name}/records", records, cancellationToken);
        return org.GetProperty("login_url").GetString()!;
    }

    /// <summary>Ends every authorisation of an org, at once.</summary>
    public Task RevokeAsync(string org, CancellationToken cancellationToken) =>
        PostAsync($"/_control/orgs/{org}/faults", new { kind = "revoke_tokens" }, cancellationToken);

    /// <summary>Every Event ever made there.</summary>
    public async Task<List<JsonElement>> EventsAsync(string org, CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<List<JsonElement>>($"/_control/orgs/{org}/events", cancellationToken))!;

    public async Task<int> CountEventsAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<JsonElement>("/_control/orgs/demo/events", cancellationToken)).GetArrayLength();

    /// <summary>Posts to the control plane; returns its answer.</summary>
    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
