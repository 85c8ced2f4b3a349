using System.Text;
using RelationSync.Portal.Relation;

namespace RelationSync.Tests.Portal.Relation;

public sealed class IntakeReadingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("{\"operations\":[]")]
    [InlineData("{\"operations\":[]} x")]
    [InlineData("{\"operations\":[,]}")]
    [InlineData("{\"operations\":[1,]}")]
    [InlineData("{\"x\":NaN,\"operations\":[]}")]
    public void Of_NoJson_Says(string body) => Assert.Equal(IntakeFault.NotJson, Of(body).Fault);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"operations\":{}}")]
    [InlineData("{\"operations\":null}")]
    [InlineData("{\"operations\":[],\"operations\":[]}")]
    [InlineData("{\"Operations\":[]}")]
    public void Of_NoArray_Says(string body) => Assert.Equal(IntakeFault.NoOperations, Of(body).Fault);

    [Fact]
    public void Of_InvalidUtf8_IsNoJson() =>
        Assert.Equal(IntakeFault.NotJson, IntakeReading.Of(new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}' }).Fault);

    [Theory]
    [InlineData(100)]
    [InlineData(2_000_000)]
    public void Of_DeepOperation_IsReadAsOne(int depth)
    {
        var reading = Of("{\"operations\":[" + new string('[', depth) + new string(']', depth) + ",{}]}");

        Assert.Equal(IntakeFault.None, reading.Fault);
        Assert.Equal([2 * depth, 2], reading.Operations.Select(o => o.Length));
    }

    [Fact]
    public void Read_OperationTooDeep_IsRejectedWithTheReason()
    {
        var fault = Assert.Single(IntakeEndpoint.Read(Encoding.UTF8.GetBytes(new string('[', 65) + new string(']', 65)), DateTimeOffset.UnixEpoch).Faults);

        Assert.Equal("", fault.Pointer);
        Assert.Contains("64 levels", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, IntakeFault.None)]
    [InlineData(1001, IntakeFault.TooMany)]
    public void Of_ManyOperations_AtMostAThousand(int count, object fault) =>
        Assert.Equal(fault, Of($"{{\"operations\":[{string.Join(',', Enumerable.Repeat("{}", count))}]}}").Fault);

    [Fact]
    public void Of_Operations_GivesEachAsItCame()
    {
        var reading = Of("{ \"other\": [1, {\"operations\": 2}], \"operations\" : [ {\"a\": \"}\"} , 7, null,\"x\" ] }");

        Assert.Equal(["{\"a\": \"}\"}", "7", "null", "\"x\""], reading.Operations.Select(o => Encoding.UTF8.GetString(o.Span)));
    }

    private static IntakeReading Of(string body) => IntakeReading.Of(Encoding.UTF8.GetBytes(body));
}
