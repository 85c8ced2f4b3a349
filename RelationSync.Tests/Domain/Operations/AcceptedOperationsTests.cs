using System.Text.Json.Nodes;
using RelationSync.Domain.Operations;
using RelationSync.Tests.Conventions;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Operations;

/// <summary>The shapes of <c>accepted-operations.json</c>, by which CI judges the OpenAPI document too.</summary>
public sealed class AcceptedOperationsTests
{
    private static readonly JsonObject All =
        JsonNode.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "RelationSync.Tests", "Support", "accepted-operations.json")))!.AsObject();

    public static TheoryData<string> Names => [.. All.Select(o => o.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_IsAccepted(string name)
    {
        var reading = OperationReader.Read(OperationJson.Parse(All[name]!.ToJsonString()), new DateTimeOffset(2026, 4, 1, 12, 0, 0, TimeSpan.Zero));

        Assert.Empty(reading.Faults);
    }

    [Fact]
    public void Shapes_OfTheOtherTests_AreAmongThem() => Assert.All(
        OperationJson.All, o => Assert.Contains(All, a => JsonNode.DeepEquals(a.Value, JsonNode.Parse(o.Element.GetRawText()))));
}
