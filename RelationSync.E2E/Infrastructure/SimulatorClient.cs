using System.Net.Http.Json;
using System.Text.Json;

namespace RelationSync.E2E.Infrastructure;

/// <summary>The simulator of a demo portal, without its page.</summary>
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
    public async Task RefuseAsync(string contained, int times, CancellationToken cancellationToken)
    {
        var fault = new
        {
            match = new { record_contains = contained },
            kind = "record_error",
            times,
            error_code = "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            message = "商談フェーズを入力してください。",
        };
        using var answer = await _http.PostAsJsonAsync("/_control/orgs/demo/faults", fault, cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    public async Task<int> CountEventsAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<JsonElement>("/_control/orgs/demo/events", cancellationToken)).GetArrayLength();

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
