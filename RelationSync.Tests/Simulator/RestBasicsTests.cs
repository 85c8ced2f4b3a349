using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class RestBasicsTests(SimulatorFixture simulator)
{
    [Fact]
    public async Task Versions_AreListedWithoutATokenOrALimitHeader()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.SendAsync("GET", "/services/data/", token: string.Empty);

        var last = answer.Json.AsArray()[^1]!;
        Assert.Equal(("Summer '26", "67.0"), ((string)last["label"]!, (string)last["version"]!));
        Assert.Null(answer.Header("Sforce-Limit-Info"));
    }

    [Theory]
    [InlineData("/services/data/v67.0", 200)]
    [InlineData("/services/data/v67.0/limits", 200)]
    [InlineData("/services/data/v67.0/nope", 404)]
    [InlineData("/services/data/v67.0/sobjects/Nope/describe", 404)]
    [InlineData("/services/data/v68.0/limits", 404)]
    [InlineData("/services/data/v30.0/limits", 410)]
    public async Task Resource_ByPath_AnswersWithItsStatusAndTheUsage(string path, int status)
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.SendAsync("GET", path);

        Assert.Equal(status, answer.Status);
        Assert.Equal("api-usage=1/100000", answer.Header("Sforce-Limit-Info"));
    }

    [Fact]
    public async Task Call_WithoutAToken_IsRefusedAndNotCounted()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.SendAsync("GET", SimulatedOrg.Data + "/limits", token: string.Empty);

        Assert.Equal((401, "INVALID_SESSION_ID"), (answer.Status, answer.Error));
        Assert.Equal("api-usage=0/100000", answer.Header("Sforce-Limit-Info"));
    }

    [Theory]
    [InlineData(16_000, 400)]
    [InlineData(16_200, 431)]
    [InlineData(16_384, 431)]
    [InlineData(16_385, 414)]
    public async Task Uri_AtItsLength_IsReadOrRefused(int length, int status)
    {
        var org = await simulator.CreateOrgAsync();
        var head = SimulatedOrg.Data + "/query?q=";

        var answer = await org.SendAsync("GET", head + new string('x', length - head.Length), adjust: r => r.Headers.Add("X-Padding", new string('p', 150)));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Gzip_IsReadAndWritten()
    {
        var org = await simulator.CreateOrgAsync();
        var json = new JsonObject { ["records"] = new JsonArray(SimulatedOrg.Event()) }.ToJsonString();
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(json));
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        var written = await org.SendAsync("POST", SimulatedOrg.Data + "/composite/sobjects", content);
        var read = await org.SendAsync("GET", SimulatedOrg.Data + "/sobjects/Event/describe", adjust: r => r.Headers.AcceptEncoding.ParseAdd("gzip"));

        Assert.Equal(200, written.Status);
        Assert.Single(await org.EventsAsync());
        Assert.Equal("gzip", read.Header("Content-Encoding"));
    }

    [Fact]
    public async Task Body_ThatIsNoJson_IsRefused()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.SendAsync("POST", SimulatedOrg.Data + "/composite", new StringContent("{", Encoding.UTF8, "application/json"));

        Assert.Equal((400, "JSON_PARSER_ERROR"), (answer.Status, answer.Error));
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/json", 200)]
    public async Task Body_OfAnotherContentType_IsRefused(string contentType, int status)
    {
        var org = await simulator.CreateOrgAsync();
        var body = new StringContent("""{"compositeRequest":[{"method":"GET","url":"/services/data/v67.0/query?q=SELECT+Id+FROM+User","referenceId":"q"}]}""", Encoding.UTF8, contentType);

        var answer = await org.SendAsync("POST", SimulatedOrg.Data + "/composite", body);

        Assert.Equal((status, status == 415 ? "UNSUPPORTED_MEDIA_TYPE" : null), (answer.Status, status == 200 ? null : answer.Error));
    }

    [Fact]
    public async Task Describe_FollowsTheOrgsSettings()
    {
        var with = await simulator.CreateOrgAsync(new { marker_field = true, type_restricted = true });
        var without = await simulator.CreateOrgAsync(new { shared_activities = false });

        var full = await FieldsAsync(with);
        var bare = await FieldsAsync(without);

        Assert.True(full.ContainsKey("EventWhoIds"));
        Assert.True((bool)full["RelationSync_ActionId__c"]["externalId"]!);
        Assert.True((bool)full["RelationSync_ActionId__c"]["unique"]!);
        Assert.Equal(64, (int)full["RelationSync_ActionId__c"]["length"]!);
        Assert.True((bool)full["Type"]["restrictedPicklist"]!);
        Assert.False((bool)full["Description"]["filterable"]!);
        Assert.False(bare.ContainsKey("EventWhoIds"));
        Assert.False(bare.ContainsKey("RelationSync_ActionId__c"));
        Assert.False((bool)bare["Type"]["restrictedPicklist"]!);
    }

    [Fact]
    public async Task Describe_AskedAgainUnchanged_AnswersNotModified()
    {
        var org = await simulator.CreateOrgAsync();
        var first = await org.GetAsync("/sobjects/Event/describe");
        var seen = first.Header("Last-Modified")!;
        void Since(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("If-Modified-Since", seen);

        var unchanged = await org.SendAsync("GET", SimulatedOrg.Data + "/sobjects/Event/describe", adjust: Since);
        await org.CreateAsync(SimulatedOrg.Event(new { Type = "新しい値" }));
        var changed = await org.SendAsync("GET", SimulatedOrg.Data + "/sobjects/Event/describe", adjust: Since);

        Assert.Equal((304, 200), (unchanged.Status, changed.Status));
    }

    private static async Task<Dictionary<string, JsonNode>> FieldsAsync(SimulatedOrg org) =>
        (await org.GetAsync("/sobjects/Event/describe")).Json["fields"]!.AsArray().ToDictionary(f => (string)f!["name"]!, f => f!);
}
