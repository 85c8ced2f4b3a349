using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;
using static RelationSync.Tests.Domain.Relation.Shown;

namespace RelationSync.Tests.Domain.Relation;

/// <summary>応対メモ and 通話メモ as the API shows them.</summary>
[Trait("Rule", "R-P2")]
public sealed class MemoAndCallMappingTests
{
    [Fact]
    [Trait("Rule", "R-T7")]
    public void Map_Memo_HappenedWhenItWasWrittenAndIsAboutWhenItWas()
    {
        var operation = Read(Assert.Single(Map(Ticket(Memo(createdAt: 10, sentAt: -50000))).Operations));

        var data = Assert.IsType<MemoData>(operation.Data);
        Assert.Equal(("re-8-recorded-0", "re-8", At(10)), (operation.Id, operation.ActivityId, operation.OccurredAt));
        Assert.Equal((At(-50000), 15), (data.RespondedAt, data.DurationMinutes));
        Assert.Equal([new CustomerReference(null, "090-1234-5678")], data.Addressees);
    }

    [Fact]
    public void Map_MemoWithoutItsTime_IsAboutWhenItWasWritten() =>
        Assert.Equal(At(10), ((MemoData)Read(Map(Ticket(Memo())).Operations[0]).Data).RespondedAt);

    [Fact]
    public void Map_MemoOfASender_IsForThatAddress() => Assert.Equal(
        [new CustomerReference("c@example.com", null)], ((MemoData)Read(Map(Ticket(Memo(to: "", from: "c@example.com"))).Operations[0]).Data).Addressees);

    [Fact]
    public void Map_MemoOfAName_IsForNobody() =>
        Assert.Empty(((MemoData)Read(Map(Ticket(Memo(to: "山田様"))).Operations[0]).Data).Addressees);

    [Fact]
    [Trait("Rule", "R-T8")]
    public void Map_MemoEdited_IsNothing()
    {
        var first = Map(Ticket(Memo()));

        Assert.Empty(Map(Ticket(Memo() with { Body = "直した", LastUpdatedAt = At(500) }), known: first.States).Operations);
    }

    [Fact]
    public void Map_MemoAsADraft_Waits() => Assert.Empty(Map(Ticket(Memo() with { Action = "draft" })).Operations);

    [Fact]
    [Trait("Rule", "R-T9")]
    public void Map_CallWithANote_IsItsEndAndItsRecord()
    {
        var reading = Map(Ticket(Call("話した", createdAt: 10, updatedAt: 300)));

        Assert.Equal(["re-9-ended-0", "re-9-recorded-0"], Ids(reading));
        var data = Assert.IsType<CallEndedData>(Read(reading.Operations[0]).Data);
        Assert.Equal(new CallEndedData(true, At(10), At(10), "03-1234-5678"), data);
        Assert.All(reading.Operations, o => Assert.Equal(At(300), o.OccurredAt));
    }

    [Fact]
    public void Map_CallOut_IsToTheNumberCalled()
    {
        var data = (CallEndedData)Read(Map(Ticket(Call("話した", action: "sent"))).Operations[0]).Data;

        Assert.Equal((false, "0120-000-000"), (data.Inbound, data.Phone));
    }

    [Fact]
    public void Map_CallWithoutANote_WaitsForIt()
    {
        var ringing = Map(Ticket(Call("")));
        var recorded = Map(Ticket(Call("話した", updatedAt: 400)), known: ringing.States);

        Assert.Empty(ringing.Operations);
        Assert.Equal(2, recorded.Operations.Count);
    }

    [Theory]
    [InlineData("通話", "不在着信")]
    [InlineData("不在着信 03-1234-5678", "メモ")]
    public void Map_MissedCall_IsNotSynced(string title, string body)
    {
        var reading = Map(Ticket(Call(body, title: title)));

        Assert.Empty(reading.Operations);
        Assert.Equal(MessageStage.NotSynced, reading.States[0].Stage);
    }

    [Fact]
    public void Map_CallsHaveTheLengthOfTheSetting()
    {
        var context = Context() with { Rules = MappingRules.Usual with { CallMinutes = 3 } };

        Assert.Equal(At(190), ((CallEndedData)Read(Map(Ticket(Call("話した", createdAt: 10)), context).Operations[0]).Data).EndedAt);
    }
}
