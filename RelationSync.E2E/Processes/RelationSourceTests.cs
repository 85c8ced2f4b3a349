using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Processes;

/// <summary>What people do in a simulated Re:lation becomes Events in a simulated Salesforce: by reading its API, with the real portal, over a kill.</summary>
[Collection(ProcessRuns.Name)]
[Trait("Rule", "R-P2")]
public sealed class RelationSourceTests : IDisposable
{
    private const string Org = "sales";
    private const string Tenant = "acme";

    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-e2e-").FullName;
    private readonly string _url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
    private readonly HttpClient _http = new();
    private string _simulator = "";

    [Fact]
    public async Task MailMemoCallAndChat_BecomeEventsOnce_AndACancelTakesItsBack()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(9));
        var token = patience.Token;
        await using var simulator = await SimulatorProcess.StartAsync(token);
        _simulator = simulator.Url;
        var org = await simulator.CreateOrgAsync(new JsonObject { ["name"] = Org }, token);
        var relation = await ControlAsync($"/_control/relation/{Tenant}", new { users = new[] { new { mention_name = "sato", email = "sato@example.com", first_name = "花子", last_name = "佐藤" } }, boxes = new[] { new { name = "サポート" } } }, token);
        await ProvisionAsync(org, relation.GetProperty("token").GetString()!, token);
        JsonElement mail;
        await using (await StartAsync(simulator, token))
        {
            await Task.Delay(TimeSpan.FromSeconds(3), token);
            mail = await DoAsync(new { box = 1, op = "send", by = "sato", title = "お見積もり", to = "a@customer.example" }, token);
            await DoAsync(new { box = 1, op = "memo", by = "sato", title = "来店" }, token);
            await DoAsync(new { box = 1, op = "call", by = "sato", record = true, title = "納期" }, token);
            await HasAsync(simulator, ["【メール】お見積もり", "【応対メモ】来店", "【通話メモ】納期"], token);
        }

        // Killed. Meanwhile work goes on in Re:lation.
        await DoAsync(new { box = 1, op = "send", by = "sato", title = "留守中" }, token);
        var chat = await DoAsync(new { box = 1, op = "utter", by = "sato", channel = "chatplus", title = "在庫" }, token);
        await DoAsync(new { box = 1, op = "end_chat", by = "sato", message = chat.GetProperty("message_id").GetInt64() }, token);
        await DoAsync(new { box = 1, op = "cancel_send", by = "sato", message = mail.GetProperty("message_id").GetInt64() }, token);
        await DoAsync(new { box = 1, op = "memo", by = "sato", title = "折り返し", ticket = mail.GetProperty("ticket_id").GetInt64() }, token);
        await using (await StartAsync(simulator, token))
        {
            await HasAsync(simulator, ["【Chatplus】在庫", "【メール】留守中", "【応対メモ】折り返し", "【応対メモ】来店", "【通話メモ】納期"], token);
        }

        var all = (await simulator.EventsAsync(Org, token)).Select(e => e.Subject).ToList();
        Assert.Equal(all.Distinct().Count(), all.Count);
        var calls = await _http.GetFromJsonAsync<JsonElement>($"{_simulator}/_control/relation/{Tenant}/calls", token);
        Assert.Equal(0, calls.GetProperty("forbidden_writes").GetInt32());
    }

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task HasAsync(SimulatorProcess simulator, string[] subjects, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        return Until.TrueAsync(
            async () => (found = await simulator.SubjectsAsync(Org, cancellationToken)).Order(StringComparer.Ordinal).SequenceEqual(subjects.Order(StringComparer.Ordinal)),
            () => $"These Events stand: {string.Join(", ", found)}",
            cancellationToken);
    }

    private Task<JsonElement> DoAsync(object act, CancellationToken cancellationToken) => ControlAsync($"/_control/relation/{Tenant}/do", act, cancellationToken);

    private async Task<JsonElement> ControlAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(_simulator + path, body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private Task<PortalProgram> StartAsync(SimulatorProcess simulator, CancellationToken cancellationToken) => PortalProgram.StartAsync(
        _url,
        new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(_folder, "portal.db")}",
            ["Provisioning__Path"] = Path.Combine(_folder, "provisioning.json"),
            ["Worker__DrainInterval"] = "00:00:01",
            ["Worker__LeaseDuration"] = "00:00:05",
            ["Sync__SendCancelGrace"] = "00:00:00",
            ["Sync__ReorderGrace"] = "00:00:00",
            ["Salesforce__ClientId"] = "e2e",
            ["Salesforce__AllowInsecureLoopback"] = "true",
            ["RelationApi__BaseUrl"] = $"{simulator.Url}/relation/{{subdomain}}",
        },
        cancellationToken);

    private Task ProvisionAsync(SimulatedOrg org, string token, CancellationToken cancellationToken) => File.WriteAllTextAsync(
        Path.Combine(_folder, "provisioning.json"),
        JsonSerializer.Serialize(new
        {
            inboxes = new[]
            {
                new
                {
                    key = "support",
                    name = "サポート",
                    secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                    source = new
                    {
                        message = "api",
                        memo = "api",
                        call = "api",
                        chat = "api",
                        relation = new { subdomain = Tenant, token, box_id = 1, default_operator = "desk@example.com" },
                    },
                },
            },
            connections = new[] { new { inbox = "support", targets = "both", salesforce = new { login_url = org.LoginUrl, refresh_token = org.RefreshToken } } },
        }),
        cancellationToken);
}
