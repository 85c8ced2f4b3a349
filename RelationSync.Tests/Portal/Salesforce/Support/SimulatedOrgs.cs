using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Simulator;

namespace RelationSync.Tests.Portal.Salesforce.Support;

/// <summary>The client against the simulator, over HTTP alone: control plane for the state, the real protocol for the rest.</summary>
public sealed class SimulatedOrgs : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _control = new();
    private WebApplication _simulator = null!;
    private ServiceProvider _services = null!;

    internal MemoryAuthorizationStore Store { get; } = new();

    internal string Url => _simulator.Urls.Single();

    public async Task InitializeAsync()
    {
        _simulator = SimulatorHost.Build(["--urls", "http://127.0.0.1:0"], builder => builder.Logging.ClearProviders());
        await _simulator.StartAsync();
        _control.BaseAddress = new Uri(Url + "/_control/");
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IAuthorizationStore>(Store);
        services.AddSalesforce(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Salesforce:AllowInsecureLoopback"] = "true",
            ["Salesforce:AttemptTimeout"] = "00:00:02",
        }).Build());
        _services = services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    public void Dispose() => _control.Dispose();

    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Makes an org and an authorisation of its administrator, as if provisioned: only the refresh token is known.</summary>
    internal async Task<AuthorizedOrg> CreateAsync(object settings)
    {
        using var answer = await PostAsync("orgs", settings);
        var root = answer.RootElement;
        var url = root.GetProperty("login_url").GetString()!;
        var authorization = Store.Add(url, accessToken: null, root.GetProperty("refresh_token").GetString()!);
        return new AuthorizedOrg(this, url[(Url.Length + 1)..], authorization, root.GetProperty("user_id").GetString()!);
    }

    internal async Task<JsonDocument> PostAsync(string path, object body)
    {
        using var response = await _control.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text.Length == 0 ? "null" : text);
    }

    internal async Task<JsonElement> GetAsync(string path) => await _control.GetFromJsonAsync<JsonElement>(path);

    internal async Task DeleteAsync(string path) => (await _control.DeleteAsync(path)).EnsureSuccessStatusCode();
}

internal sealed record AuthorizedOrg(SimulatedOrgs All, string Name, Guid Authorization, string AdminId)
{
    public ISalesforceOrg Open() => All.Get<SalesforceOrgs>().Open(Authorization, Guid.NewGuid());

    public async Task<Dictionary<string, string>> AddAsync(object records)
    {
        using var answer = await All.PostAsync($"orgs/{Name}/records", records);
        return answer.RootElement.GetProperty("refs").Deserialize<Dictionary<string, string>>()!;
    }

    public async Task BreakAsync(object fault)
    {
        using var answer = await All.PostAsync($"orgs/{Name}/faults", fault);
    }

    public Task MendAsync() => All.DeleteAsync($"orgs/{Name}/faults");

    public async Task<List<JsonElement>> EventsAsync() => [.. (await All.GetAsync($"orgs/{Name}/events")).EnumerateArray()];

    public async Task<int> CountedAsync() => (await All.GetAsync($"orgs/{Name}/calls")).GetProperty("counted").GetInt32();
}
