using System.Text;
using RelationSync.Portal.Intake;

namespace RelationSync.Tests.Portal.Intake;

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
    [InlineData("{\"Operations\":[]}")]
    public void Of_NoArray_Says(string body) => Assert.Equal(IntakeFault.NoOperations, Of(body).Fault);

    [Theory]
    [InlineData("{\"operations\":[],\"operations\":[]}")]
    [InlineData("{\"operations\":[],\"x\":1,\"x\":2}")]
    [InlineData("{\"x\":{\"y\":1,\"y\":1},\"operations\":[]}")]
    [InlineData("{\"operations\":[{\"id\":\"a\",\"id\":\"b\"}]}")]
    [InlineData("{\"operations\":[{},{\"data\":{\"body\":\"a\",\"to\":[],\"body\":\"b\"}}]}")]
    [InlineData("{\"operations\":[{\"data\":[[{\"a\":1,\"b\":{},\"a\":2}]]}]}")]
    [InlineData("{\"operations\":[{\"id\":1,\"\\u0069d\":2}]}")]
    [InlineData("{\"operations\":[{\"\\u0069d\":1,\"i\\u0064\":2}]}")]
    [InlineData("{\"operations\":[{\"名\":1,\"\\u540d\":2}]}")]
    public void Of_TwoMembersOfOneName_IsNoJson(string body) => Assert.Equal(IntakeFault.NotJson, Of(body).Fault);

    [Theory]
    [InlineData(40, IntakeFault.None)]
    [InlineData(16, IntakeFault.NotJson)]
    [InlineData(39, IntakeFault.NotJson)]
    public void Of_ObjectOfManyMembers_HasEachNameOnce(int repeated, object fault) => Assert.Equal(
        fault,
        Of($"{{\"operations\":[{{{string.Join(',', Enumerable.Range(0, 40).Append(repeated).Select(i => $"\"n{i}\":{{\"n\":1}}"))}}}]}}").Fault);

    [Fact]
    public void Of_NamesWithHalvesOfPairs_CostNoOtherOperation() =>
        Assert.Equal(2, Of("{\"operations\":[{\"\\ud800\":1,\"\\udc00\":2,\"\\ud800\\udc00\":3},{}]}").Operations.Count);

    [Fact]
    public void Of_SameNameInDifferentObjects_IsRead() =>
        Assert.Equal(2, Of("{\"id\":1,\"operations\":[{\"id\":{\"id\":1},\"data\":[{\"id\":1},{\"id\":1}]},{\"id\":2}]}").Operations.Count);

    [Fact]
    public void Of_ByteOrderMark_IsSkipped()
    {
        var reading = Of("\ufeff{\"operations\":[{\"a\":1}]}");

        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(Assert.Single(reading.Operations).Span));
        Assert.Equal(IntakeFault.NotJson, Of("\ufeff\ufeff{\"operations\":[]}").Fault);
    }

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
