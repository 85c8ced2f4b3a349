using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Tests.Support;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Operations;

/// <summary>What is left of an erased operation decides as the whole did, and says nothing else.</summary>
public sealed class ErasedOperationTests
{
    private static readonly Func<double, string, ReceivedOperation>[][] Families =
    [
        [(at, id) => Sent(at, id), (at, id) => Scheduled(at, id), (at, id) => SendCancelled(at, id), (at, id) => ScheduleCancelled(at, id), (at, id) => Dispatched(at, id)],
        [(at, id) => Memo(at, id)],
        [(at, id) => CallEnded(at, id), (at, id) => CallRecorded(at, id)],
        [(at, id) => ChatOpened(at, id), (at, id) => ChatMessage(at, id), (at, id) => ChatClosed(at, id)],
    ];

    /// <summary>Operations of one activity, and which of them are erased.</summary>
    private static readonly Gen<(ReceivedOperation[] Operations, bool[] Erased)> SomeErased =
        from kinds in Gen.Elements(Families)
        from drawn in Gen.Zip(Gen.Elements(kinds), Gen.Choose(0, 6)).NonEmptyListOf()
        let operations = drawn.Select((d, i) => d.Item1(d.Item2, $"op-{i * 7 % 10}-{i}")).ToArray()
        from erased in Gen.Elements(true, false).ArrayOf(operations.Length)
        select (operations, erased);

    [Property(MaxTest = 1000)]
    [Trait("Rule", "R-D1")]
    public Property Derive_SomeErased_GivesTheSameActions() => Prop.ForAll(Arb.From(SomeErased), given =>
    {
        var left = given.Operations.Zip(given.Erased, (o, erased) => erased ? o with { Operation = Left(o.Operation) } : o).ToArray();

        Assert.Equal(Meaning(given.Operations), Meaning(left));
    });

    public static TheoryData<string> Types => [.. OperationJson.All.Select(o => o.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Write_AnyType_LeavesIdentityAndTimeOnly(string type)
    {
        var json = OperationJson.All.Single(o => o.Type == type);
        var whole = OperationReader.Read(json.With("/occurred_at", "\"2026-04-01T12:00:00.1234567+09:00\"").Element, Zero.AddDays(1)).Operation!;

        var stored = ErasedOperation.Write(whole);

        Assert.Equal(
            $"""["op-1","{type}","{whole.Channel.Code}","act-1","2026-04-01T03:00:00.1234567Z"]""", Encoding.UTF8.GetString(stored));
        Assert.True(ErasedOperation.IsAllThatIsLeft(stored));
        var left = Left(whole);
        Assert.Equal((whole.Id, whole.Type, whole.Channel, whole.ActivityId, whole.OccurredAt), (left.Id, left.Type, left.Channel, left.ActivityId, left.OccurredAt));
        Assert.Null(left.Operator);
        Assert.Null(left.TicketId);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[1,2,3,4,5]")]
    [InlineData("""["a","message.sent","fax","m","2026-04-01T03:00:00Z"]""")]
    [InlineData("""["a","message.sent","mail","m","yesterday"]""")]
    [InlineData("""["a","message.sent","mail","m"]""")]
    public void ReadStored_NoSuchArray_IsAFault(string json) =>
        Assert.False(OperationReader.ReadStored(Encoding.UTF8.GetBytes(json)).IsValid);

    [Fact]
    public void Read_AnArrayThatComesIn_IsNeverTakenForAnErasedOperation() =>
        Assert.False(OperationReader.Read(OperationJson.Parse("""["a","message.sent","mail","m","2026-04-01T03:00:00Z"]"""), Zero).IsValid);

    private static Operation Left(Operation whole) => OperationReader.ReadStored(ErasedOperation.Write(whole)).Operation!;

    private static string[] Meaning(ReceivedOperation[] operations) =>
    [
        .. ActivityReducer.Derive(operations, HoldOptions.Default).Select(action => string.Join(
            " | ",
            action.TriggerOperationId, string.Join(' ', action.OperationIds), action.Standing, action.TriggerAt, action.ArrivedAt, action.DueAt, action.GivenUpSilently)),
    ];
}
