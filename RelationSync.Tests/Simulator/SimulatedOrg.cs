using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RelationSync.Tests.Simulator;

/// <summary>An org of the simulator as a client sees it: over HTTP only.</summary>
public sealed class SimulatedOrg
{
    public const string Data = "/services/data/v67.0";
    private readonly HttpClient _http;

    private SimulatedOrg(SimulatorFixture simulator, string name, JsonNode credentials)
    {
        _http = simulator.Http;
        Name = name;
        ControlUrl = $"{simulator.BaseUrl}/_control/orgs/{name}";
        Url = credentials["login_url"]!.GetValue<string>();
        OrgId = credentials["org_id"]!.GetValue<string>();
        AdminId = credentials["user_id"]!.GetValue<string>();
        AccessToken = credentials["access_token"]!.GetValue<string>();
        RefreshToken = credentials["refresh_token"]!.GetValue<string>();
    }

    public string Name { get; }

    public string Url { get; }

    public string ControlUrl { get; }

    public string OrgId { get; }

    public string AdminId { get; }

    public string AccessToken { get; set; }

    public string RefreshToken { get; }

    public static async Task<SimulatedOrg> CreateAsync(SimulatorFixture simulator, string name, object? settings = null)
    {
        var body = JsonSerializer.SerializeToNode(settings ?? new { })!.AsObject();
        body["name"] = name;
        using var response = await simulator.Http.PostAsync($"{simulator.BaseUrl}/_control/orgs", Content(body));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return new SimulatedOrg(simulator, name, JsonNode.Parse(text)!);
    }

    public async Task<Answer> SendAsync(string method, string url, object? body = null, string? token = null, Action<HttpRequestMessage>? adjust = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url.StartsWith('/') ? Url + url : url);
        if (token is not "")
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? AccessToken);
        }

        request.Content = body as HttpContent ?? (body is null ? null : Content(body));
        adjust?.Invoke(request);
        var response = await _http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public Task<Answer> GetAsync(string path) => SendAsync("GET", Data + path);

    public Task<Answer> PostAsync(string path, object body) => SendAsync("POST", Data + path, body);

    public Task<Answer> QueryAsync(string soql) => GetAsync("/query?q=" + Uri.EscapeDataString(soql));

    public Task<Answer> CreateAsync(params object[] records) =>
        PostAsync("/composite/sobjects", new { allOrNone = false, records });

    public Task<Answer> UpsertAsync(params object[] records) =>
        SendAsync("PATCH", Data + "/composite/sobjects/Event/RelationSync_ActionId__c", new { allOrNone = false, records });

    public Task<Answer> ControlAsync(string method, string path, object? body = null) =>
        SendAsync(method, ControlUrl + path, body, token: string.Empty);

    /// <summary>Adds records and gives the ids behind their <c>@ref</c> names.</summary>
    public async Task<Dictionary<string, string>> AddAsync(string records)
    {
        var answer = await ControlAsync("POST", "/records", new StringContent(records, Encoding.UTF8, "application/json"));
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json["refs"].Deserialize<Dictionary<string, string>>()!;
    }

    public async Task<JsonArray> EventsAsync() => (await ControlAsync("GET", "/events")).Json.AsArray();

    public async Task<Answer> TokenAsync(params (string Name, string Value)[] form) => await SendAsync(
        "POST",
        "/services/oauth2/token",
        new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        token: string.Empty);

    public Task<Answer> RefreshAsync(string token, string clientId = "any") =>
        TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", clientId), ("client_secret", "secret"));

    public Task<Answer> FaultAsync(object fault) => ControlAsync("POST", "/faults", fault);

    public Task<Answer> SoapAsync(string body, string? token = null) => SendAsync(
        "POST",
        "/services/Soap/m/67.0",
        new StringContent(
            $"""<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://soap.sforce.com/2006/04/metadata"><soapenv:Header><SessionHeader><sessionId>{token ?? AccessToken}</sessionId></SessionHeader></soapenv:Header><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>""",
            Encoding.UTF8,
            "text/xml"),
        token: string.Empty);

    /// <summary>A half-hour Event, with other fields on top.</summary>
    public static JsonObject Event(object? more = null)
    {
        JsonObject record = new()
        {
            ["attributes"] = new JsonObject { ["type"] = "Event" },
            ["Subject"] = "【メール】件名",
            ["StartDateTime"] = "2026-05-01T10:00:00+09:00",
            ["EndDateTime"] = "2026-05-01T10:30:00+09:00",
        };
        foreach (var (name, value) in more is null ? [] : JsonSerializer.SerializeToNode(more)!.AsObject())
        {
            record[name] = value?.DeepClone();
        }

        return record;
    }

    private static StringContent Content(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
