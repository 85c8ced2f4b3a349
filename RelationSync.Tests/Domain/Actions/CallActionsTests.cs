using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Actions;

public sealed class CallActionsTests
{
    private static readonly Operator Talker = Person("talker");

    [Fact]
    [Trait("Rule", "R-T9")]
    public void Derive_EndedAlone_IsHalfFor30DaysFromItsArrival() =>
        AssertHalf(Assert.Single(Derive(CallEnded(0, "e", arrives: 100))), "e");

    [Fact]
    [Trait("Rule", "R-T9")]
    public void Derive_RecordedAlone_IsHalfFor30DaysFromItsArrival() =>
        AssertHalf(Assert.Single(Derive(CallRecorded(0, "r", arrives: 100), CallRecorded(5, "r2", arrives: 105))), "r");

    [Theory]
    [Trait("Rule", "R-T9")]
    [InlineData(0, 50, 50)]
    [InlineData(50, 0, 50)]
    [InlineData(7, 7, 7)]
    public void Derive_BothHalves_AreOneActionAtTheLater(double ended, double recorded, double trigger)
    {
        var action = Assert.Single(Derive(CallEnded(ended, arrives: ended + 1), CallRecorded(recorded, arrives: recorded + 1)));

        Assert.Equal(Standing.Ready, action.Standing);
        Assert.Equal((At(trigger), At(trigger + 1), At(trigger + 31)), (action.TriggerAt, action.ArrivedAt, action.DueAt));
        Assert.Equal("body of recorded", action.Content!.Body);
    }

    [Fact]
    [Trait("Rule", "R-T9")]
    public void Content_RecordedAgainUntilTheCallEnded_IsTheLatest()
    {
        var content = Content(CallRecorded(0, "first"), CallRecorded(9, "second"), CallRecorded(10, "third"), CallRecorded(11, "late"), CallEnded(10));

        Assert.Equal("body of third", content.Body);
        Assert.Equal("third", content.Subject);
    }

    [Fact]
    [Trait("Rule", "R-T8")]
    public void Content_RecordedAgainAfterTheCallEnded_IsTheFirst() =>
        Assert.Equal("body of first", Content(CallEnded(0), CallRecorded(5, "first"), CallRecorded(6, "again")).Body);

    [Fact]
    [Trait("Rule", "R-T9")]
    public void Derive_EndedTwice_TakesTheEarliest() =>
        Assert.Equal(At(0), Content(CallEnded(3, "b"), CallEnded(0, "a"), CallRecorded(1)).End);

    [Fact]
    [Trait("Rule", "R-O1")]
    public void Content_Operator_IsWhoTalked() =>
        Assert.Equal(Talker, Content(CallEnded(0, talked: Talker), CallRecorded(1, "r")).Operator);

    [Fact]
    [Trait("Rule", "R-O1")]
    public void Content_NobodyTalked_IsWhoPressedRecordOfTheNoteUsed() =>
        Assert.Equal(Person("second"), Content(CallRecorded(0, "first"), CallRecorded(1, "second"), CallEnded(2)).Operator);

    [Fact]
    [Trait("Rule", "R-M3")]
    [Trait("Rule", "R-M4")]
    public void Content_Times_AreTheCallsOwn()
    {
        var content = Content(CallEnded(100), CallRecorded(500));

        Assert.Equal((At(-200), At(100)), (content.Start, content.End));
    }

    [Fact]
    [Trait("Rule", "R-W4")]
    public void Content_Customer_IsTheOtherSidesNumber() =>
        Assert.Equal([new CustomerReference(null, "0312345678")], Content(CallEnded(0), CallRecorded(0)).Customers);

    private static void AssertHalf(DerivedAction action, string trigger)
    {
        Assert.Equal((trigger, Standing.Half, false), (action.TriggerOperationId, action.Standing, action.GivenUpSilently));
        Assert.Equal((At(0), At(100)), (action.TriggerAt, action.ArrivedAt));
        Assert.Equal(At(100) + TimeSpan.FromDays(30), action.DueAt);
        Assert.Null(action.Content);
    }

    private static ActionContent Content(params ReceivedOperation[] operations) => Assert.Single(Derive(operations)).Content!;

    private static IReadOnlyList<DerivedAction> Derive(params ReceivedOperation[] operations) =>
        ActivityReducer.Derive(operations, HoldOptions.Default);
}
