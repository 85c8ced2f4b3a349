using RelationSync.Domain.Operations;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Operations;

public sealed class OperationEvidenceTests
{
    private static readonly DateTimeOffset Now = OperationBuilder.Zero;

    [Theory]
    [Trait("Rule", "R-P4")]
    [InlineData("null", Evidence.Proven, Evidence.Proven)]
    [InlineData("\"declared\"", Evidence.Declared, Evidence.Declared)]
    [InlineData("\"inferred\"", Evidence.Inferred, Evidence.Inferred)]
    [InlineData("""{"operator": "default"}""", Evidence.Default, Evidence.Proven)]
    [InlineData("""{"times": "inferred", "operator": null}""", Evidence.Proven, Evidence.Inferred)]
    [InlineData("{}", Evidence.Proven, Evidence.Proven)]
    public void Read_Evidence_IsAWordOrOneAPart(string json, Evidence person, Evidence times) =>
        Assert.Equal(new OperationEvidence(person, times), Read(OperationJson.Sent().With("/evidence", json)).Operation!.Evidence);

    [Theory]
    [Trait("Rule", "R-P4")]
    [InlineData("operator", "\"sure\"")]
    [InlineData("times", "3")]
    public void Read_UnknownWordOfAPart_IsAFaultThere(string part, string json) => Assert.Equal(
        $"/evidence/{part}", Assert.Single(Read(OperationJson.Sent().With("/evidence", $$"""{"{{part}}": {{json}}}""")).Faults).Pointer);

    [Fact]
    [Trait("Rule", "R-P1")]
    public void Read_RelationMessageId_NamesTheActivity()
    {
        Assert.All([OperationJson.Sent(), OperationJson.Memo(), OperationJson.CallEnded()], json =>
        {
            var operation = Read(json.With("/relation_message_id", "42.0")).Operation!;
            Assert.Equal(("re-42", 42), (operation.ActivityId, operation.RelationMessageId));
        });
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public void Read_RelationMessageIdOfAChat_LeavesItsOpening() =>
        Assert.Equal("act-1", Read(OperationJson.ChatClosed().With("/relation_message_id", "42")).Operation!.ActivityId);

    private static OperationReading Read(OperationJson json) => OperationReader.Read(json.Element, Now);
}
