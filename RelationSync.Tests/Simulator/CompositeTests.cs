using System.Text.Json.Nodes;

namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class CompositeTests(SimulatorFixture simulator)
{
    [Fact]
    public async Task Composite_WithAFailingPart_AnswersTheOthers()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await Run(org, Collection("c0"), Query("q0", "SELECT Nope FROM Event"), Query("q1", "SELECT Id FROM Event"));

        Assert.Equal(200, answer.Status);
        Assert.Equal([200, 400, 200], Statuses(answer));
        Assert.Equal("INVALID_FIELD", (string)answer.Json["compositeResponse"]![1]!["body"]![0]!["errorCode"]!);
        Assert.Equal(1, (int)answer.Json["compositeResponse"]![2]!["body"]!["totalSize"]!);
    }

    [Theory]
    [InlineData(25, 0, 200)]
    [InlineData(26, 0, 400)]
    [InlineData(0, 5, 200)]
    [InlineData(0, 6, 400)]
    public async Task Composite_AtItsLimits_IsTakenOrRefused(int rows, int queries, int status)
    {
        var org = await simulator.CreateOrgAsync();
        var parts = Enumerable.Range(0, rows).Select(i => Part("GET", $"r{i}", "/sobjects/User/" + org.AdminId))
            .Concat(Enumerable.Range(0, queries).Select(i => i % 2 == 0 ? Query($"q{i}", "SELECT Id FROM Event") : Collection($"q{i}")));

        Assert.Equal(status, (await Run(org, [.. parts])).Status);
    }

    [Theory]
    [InlineData("GET", "a-b")]
    [InlineData("GET", "_a")]
    [InlineData("get", "a")]
    public async Task Composite_WithAWrongNameOrMethod_IsRefusedAsAWhole(string method, string reference)
    {
        var org = await simulator.CreateOrgAsync();

        Assert.Equal(400, (await Run(org, Part(method, reference, "/sobjects"))).Status);
    }

    [Fact]
    public async Task Composite_WithReferences_FillsThemIn()
    {
        var org = await simulator.CreateOrgAsync();
        await org.AddAsync("""{"Contact":[{"LastName":"c"}]}""");

        var answer = await Run(
            org,
            Query("q", "SELECT Id FROM Contact"),
            Part("POST", "e", "/sobjects/Event", SimulatedOrg.Event(new { WhoId = "@{q.records[0].Id}" })),
            Part("GET", "r", "/sobjects/Event/@{e.id}?fields=WhoId"),
            Part("GET", "x", "/sobjects/Event/@{e.nope}"));

        Assert.Equal([200, 201, 200, 400], Statuses(answer));
        Assert.Equal("PROCESSING_HALTED", (string)answer.Json["compositeResponse"]![3]!["body"]![0]!["errorCode"]!);
    }

    [Fact]
    public async Task Composite_AllOrNone_UndoesEverything()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.PostAsync("/composite", new
        {
            allOrNone = true,
            compositeRequest = new[] { Part("POST", "a", "/sobjects/Event", SimulatedOrg.Event()), Part("POST", "b", "/sobjects/Event", SimulatedOrg.Event(new { WhoId = "x" })) },
        });

        Assert.Equal([400, 400], Statuses(answer));
        Assert.Equal("PROCESSING_HALTED", (string)answer.Json["compositeResponse"]![0]!["body"]![0]!["errorCode"]!);
        Assert.Empty(await org.EventsAsync());
    }

    [Fact]
    public async Task Composite_WithSearchOrLimitsInside_RefusesThatPart()
    {
        var org = await simulator.CreateOrgAsync();

        Assert.Equal([404, 404], Statuses(await Run(org, Part("GET", "s", "/search?q=x"), Part("GET", "l", "/limits"))));
    }

    [Fact]
    public async Task Counting_FollowsTheKindOfCall()
    {
        var org = await simulator.CreateOrgAsync();

        await Run(org, Collection("c0"), Query("q0", "SELECT Id FROM Event"), Query("q1", "SELECT Id FROM Contact"));
        await org.PostAsync("/composite/batch", new { batchRequests = new[] { new { method = "GET", url = "v67.0/limits" }, new { method = "GET", url = "v67.0/sobjects" } } });
        await org.SendAsync("GET", "/services/data/", token: string.Empty);
        await org.SendAsync("GET", SimulatedOrg.Data + "/limits", token: "bad");

        var calls = (await org.ControlAsync("GET", "/calls")).Json;
        Assert.Equal(3, (int)calls["counted"]!);
        Assert.Equal(1, (int)calls["by_endpoint"]!["POST /composite"]!);
        Assert.Equal(2, (int)calls["by_endpoint"]!["POST /composite/batch"]!);
        var first = calls["requests"]![0]!;
        Assert.Equal(["SELECT Id FROM Event", "SELECT Id FROM Contact"], first["soql"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(1, (int)first["records"]!);
    }

    [Fact]
    public async Task Graph_SavesEachGraphAsAWhole()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.PostAsync("/composite/graph", new
        {
            graphs = new[]
            {
                new { graphId = "good", compositeRequest = new[] { Part("POST", "a", "/sobjects/Event", SimulatedOrg.Event()) } },
                new { graphId = "bad", compositeRequest = new[] { Part("POST", "a", "/sobjects/Event", SimulatedOrg.Event()), Part("POST", "b", "/sobjects/Event", SimulatedOrg.Event(new { WhoId = "x" })) } },
            },
        });

        Assert.Equal([true, false], answer.Json["graphs"]!.AsArray().Select(g => (bool)g!["isSuccessful"]!));
        Assert.Single(await org.EventsAsync());
    }

    private static Task<Answer> Run(SimulatedOrg org, params JsonObject[] parts) =>
        org.PostAsync("/composite", new { allOrNone = false, collateSubrequests = false, compositeRequest = parts });

    private static JsonObject Part(string method, string reference, string path, JsonObject? body = null) => new()
    {
        ["method"] = method,
        ["url"] = SimulatedOrg.Data + path,
        ["referenceId"] = reference,
        ["body"] = body,
    };

    private static JsonObject Query(string reference, string soql) => Part("GET", reference, "/query?q=" + Uri.EscapeDataString(soql));

    private static JsonObject Collection(string reference) =>
        Part("POST", reference, "/composite/sobjects", new JsonObject { ["records"] = new JsonArray(SimulatedOrg.Event()) });

    private static IEnumerable<int> Statuses(Answer answer) => answer.Json["compositeResponse"]!.AsArray().Select(r => (int)r!["httpStatusCode"]!);
}
