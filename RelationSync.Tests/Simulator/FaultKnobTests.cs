using System.Text.Json.Nodes;

namespace RelationSync.Tests.Simulator;

/// <summary>The parts of a fault: fields, header, and one subrequest.</summary>
[Collection(nameof(SimulatorGroup))]
public sealed class FaultKnobTests(SimulatorFixture simulator)
{
    private static readonly string[] RefusedFields = ["EndDateTime", "Type"];

    [Fact]
    [Trait("Rule", "R-E3")]
    public async Task RecordError_WithFields_NamesThem()
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { kind = "record_error", error_code = "FIELD_CUSTOM_VALIDATION_EXCEPTION", fields = RefusedFields });

        var answer = await org.CreateAsync(SimulatedOrg.Event());

        Assert.Equal(["EndDateTime", "Type"], answer.ErrorFields);
    }

    [Theory]
    [InlineData("120", "120")]
    [InlineData("\"Wed, 21 Oct 2026 07:28:00 GMT\"", "Wed, 21 Oct 2026 07:28:00 GMT")]
    [Trait("Rule", "R-E3")]
    public async Task Status_WithRetryAfter_SendsTheHeader(string given, string header)
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(JsonNode.Parse($$"""{"kind":"status","status":503,"retry_after":{{given}}}""")!);

        var answer = await org.GetAsync("/limits");

        Assert.Equal((503, header), (answer.Status, answer.Header("Retry-After")));
    }

    [Fact]
    public async Task Status_OfTheMetadataApi_IsTheOneAskedFor()
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { match = new { path = "/services/Soap/m" }, kind = "status", status = 503 });

        Assert.Equal(503, (await org.SoapAsync("<describeMetadata/>")).Status);
    }

    [Fact]
    [Trait("Rule", "R-E3")]
    public async Task SubrequestStatus_StrikesOneOfAComposite_AndNothingOfItIsDone()
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { kind = "subrequest_status", status = 503, times = 2, match = new { method = "POST" } });
        var composite = new { compositeRequest = new JsonArray(Query("q"), Create("a"), Create("b")) };

        var first = await org.PostAsync("/composite", composite);
        var second = await org.PostAsync("/composite", composite);
        var third = await org.PostAsync("/composite", composite);

        // The match fits the whole call, and so its first subrequest.
        Assert.Equal([503, 200, 200], Statuses(first));
        Assert.Equal([503, 200, 200], Statuses(second));
        Assert.Equal([200, 200, 200], Statuses(third));
        Assert.Equal("SERVER_UNAVAILABLE", (string)first.Json["compositeResponse"]![0]!["body"]![0]!["errorCode"]!);
        Assert.Equal(6, (await org.EventsAsync()).Count);
    }

    [Theory]
    [InlineData("""{"path":"/composite/sobjects"}""")]
    [InlineData("""{"record_contains":"件名"}""")]
    [InlineData("""{"method":"POST","record_contains":"件名"}""")]
    [Trait("Rule", "R-E3")]
    public async Task SubrequestStatus_WithAMatch_StrikesTheOneItFits(string match)
    {
        var org = await simulator.CreateOrgAsync();
        await org.FaultAsync(new { kind = "subrequest_status", status = 500, error_code = "UNKNOWN_EXCEPTION", message = "gack", match = JsonNode.Parse(match) });

        var answer = await org.PostAsync("/composite", new { compositeRequest = new JsonArray(Query("q"), Create("a"), Create("b")) });

        Assert.Equal([200, 500, 200], Statuses(answer));
        Assert.Equal("gack", (string)answer.Json["compositeResponse"]![1]!["body"]![0]!["message"]!);
        Assert.Single(await org.EventsAsync());
        Assert.Equal(1, (int)(await org.ControlAsync("GET", "/faults")).Json[0]!["hits"]!);
    }

    [Theory]
    [InlineData("""{"kind":"status","colour":1,"size":2}""", "colour, size")]
    [InlineData("""{"kind":"status","match":{"url":"x"}}""", "match.url")]
    [InlineData("""{"kind":"limit","fields":["Subject"]}""", "fields")]
    [InlineData("""{"kind":"record_error","retry_after":1}""", "retry_after")]
    [InlineData("""{"kind":"status","retry_after":-1}""", "retry_after")]
    public async Task Fault_WithAMemberItCannotHave_IsRefusedWithItsName(string fault, string name)
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.FaultAsync(JsonNode.Parse(fault)!);

        Assert.Equal(400, answer.Status);
        Assert.Contains(name, (string)answer.Json["error"]!, StringComparison.Ordinal);
        Assert.Empty((await org.ControlAsync("GET", "/faults")).Json.AsArray());
    }

    private static JsonObject Query(string reference) => new()
    {
        ["method"] = "GET",
        ["url"] = $"{SimulatedOrg.Data}/query?q=SELECT+Id+FROM+User",
        ["referenceId"] = reference,
    };

    private static JsonObject Create(string reference) => new()
    {
        ["method"] = "POST",
        ["url"] = SimulatedOrg.Data + "/composite/sobjects",
        ["referenceId"] = reference,
        ["body"] = new JsonObject { ["records"] = new JsonArray(SimulatedOrg.Event()) },
    };

    private static IEnumerable<int> Statuses(Answer answer) =>
        answer.Json["compositeResponse"]!.AsArray().Select(r => (int)r!["httpStatusCode"]!);
}
