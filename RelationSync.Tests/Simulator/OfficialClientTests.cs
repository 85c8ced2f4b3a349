using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RelationSync.Simulator;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Tests.Simulator;

/// <summary>What the official clients ask beyond what others do.</summary>
[Collection(nameof(SimulatorGroup))]
public sealed class OfficialClientTests(SimulatorFixture simulator)
{
    [Fact]
    public async Task Columns_OfAQuery_AreToldWithoutItsRows()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.GetAsync("/query?columns=true&q=" + Uri.EscapeDataString("SELECT Id, LastName, Account.Name, Account.Owner.Email FROM Contact"));
        var columns = answer.Json["columnMetadata"]!.AsArray();

        Assert.Equal(["Id", "LastName", "Account"], columns.Select(c => (string)c!["columnName"]!));
        Assert.Equal("Id", (string)columns[0]!["apexType"]!);
        Assert.True((bool)columns[1]!["textType"]!);
        Assert.Empty(columns[1]!["joinColumns"]!.AsArray());
        Assert.Equal(["Name", "Owner"], columns[2]!["joinColumns"]!.AsArray().Select(c => (string)c!["columnName"]!));
        Assert.Equal("Email", (string)columns[2]!["joinColumns"]![1]!["joinColumns"]![0]!["columnName"]!);
        Assert.Equal(("Contact", "003", true), ((string)answer.Json["entityName"]!, (string)answer.Json["keyPrefix"]!, (bool)answer.Json["idSelected"]!));
        Assert.Null(answer.Json["records"]);
        Assert.Equal("INVALID_FIELD", (await org.GetAsync("/query?columns=true&q=SELECT+Nope+FROM+Contact")).Error);
    }

    [Fact]
    public async Task VersionRoot_NamesTheCallersIdentity()
    {
        var org = await simulator.CreateOrgAsync();

        var identity = (string)(await org.GetAsync("/")).Json["identity"]!;

        Assert.Equal($"{org.Url}/id/{org.OrgId}/{org.AdminId}", identity);
        Assert.Equal(org.AdminId, (string)(await org.SendAsync("GET", identity)).Json["user_id"]!);
    }

    [Fact]
    public async Task RootOrg_IsServedWithoutAPath_AndOthersBesideIt()
    {
        await using var app = SimulatorHost.Build(["--urls", "http://127.0.0.1:0", "--org", "rooted"], builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        var url = app.Urls.First();
        using var http = new HttpClient();
        async Task<JsonNode> MakeAsync(string name)
        {
            using var body = new StringContent($$"""{"name":"{{name}}"}""", Encoding.UTF8, "application/json");
            using var made = await http.PostAsync(url + "/_control/orgs", body);
            return JsonNode.Parse(await made.Content.ReadAsStringAsync())!;
        }

        async Task<string> LimitsAsync(JsonNode org)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, (string)org["login_url"]! + SimulatedOrg.Data + "/");
            request.Headers.Authorization = new("Bearer", (string)org["access_token"]!);
            using var answer = await http.SendAsync(request);
            return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["identity"]!;
        }

        using var before = await http.GetAsync(url + "/services/data");
        var root = await MakeAsync("rooted");
        var other = await MakeAsync("beside");

        Assert.Equal(200, (int)before.StatusCode);
        Assert.Equal(url, (string)root["login_url"]!);
        Assert.StartsWith($"{url}/id/", await LimitsAsync(root), StringComparison.Ordinal);
        Assert.StartsWith($"{url}/beside/id/", await LimitsAsync(other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SoqlLog_WithAFolder_HoldsEachQueryOnce()
    {
        var folder = Directory.CreateTempSubdirectory("soql-log-");
        await using (var app = SimulatorHost.Build(["--urls", "http://127.0.0.1:0", "--org", "logged", "--Simulator:SoqlLog", folder.FullName], builder => builder.Logging.ClearProviders()))
        {
            await app.StartAsync();
            var org = app.Services.GetRequiredService<SimulatorWorld>().CreateOrg(new OrgSettings { Name = "logged" }, app.Urls.First());
            using var http = new HttpClient();
            foreach (var soql in (string[])["SELECT Id FROM User WHERE Email = '名'", "SELECT Id FROM Lead", "SELECT Id FROM Lead"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"{org.LoginUrl}{SimulatedOrg.Data}/query?q={Uri.EscapeDataString(soql)}");
                request.Headers.Authorization = new("Bearer", org.AccessToken);
                using var answer = await http.SendAsync(request);
            }
        }

        Assert.Equal(["\"SELECT Id FROM User WHERE Email = '名'\"", "\"SELECT Id FROM Lead\""], File.ReadLines(Assert.Single(folder.GetFiles()).FullName));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void RootOrg_WithANameThatNoneCanHave_IsRefused() =>
        Assert.Throws<ArgumentException>(() => SimulatorHost.Build(["--org", "a/b"]));
}
