using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Actions;

public sealed class ChatActionsTests
{
    [Fact]
    [Trait("Rule", "R-T10")]
    public void Derive_OpenedMessageClosed_IsOneActionAtTheClose()
    {
        var action = Assert.Single(Derive(ChatOpened(0), ChatMessage(1, "m"), ChatClosed(2, "c")));

        Assert.Equal(("c", Standing.Ready), (action.TriggerOperationId, action.Standing));
        Assert.Equal(["opened", "m", "c"], action.OperationIds);
        Assert.Equal((At(2), At(2), At(32)), (action.TriggerAt, action.ArrivedAt, action.DueAt));
        Assert.Equal((At(0), At(2), false), (action.Content!.Start, action.Content.End, action.Content.OpeningUnknown));
        Assert.Equal("c", action.Content.Subject);
    }

    [Fact]
    [Trait("Rule", "R-T10")]
    public void Derive_AllAtOneTime_IsOpenedThenMessageThenClosed() =>
        Assert.Equal(Standing.Ready, Assert.Single(Derive(ChatClosed(0, "a"), ChatMessage(0, "b"), ChatOpened(0, "c"))).Standing);

    [Fact]
    [Trait("Rule", "R-O1")]
    public void Content_SeveralSenders_IsTheFirst() => Assert.Equal(
        Person("first"), Assert.Single(Derive(ChatOpened(0), ChatMessage(3, "second"), ChatMessage(2, "first"), ChatClosed(5))).Content!.Operator);

    [Fact]
    [Trait("Rule", "R-T10")]
    public void Derive_MessageArrivesAfterTheClose_IsDueAfterIt() => Assert.Equal(
        (At(5000), At(5030)),
        Times(Assert.Single(Derive(ChatOpened(0), ChatMessage(1, arrives: 5000), ChatMessage(2, "m2", arrives: 6000), ChatClosed(9)))));

    [Fact]
    [Trait("Rule", "R-T10")]
    public void Derive_OpeningNeverCame_StartsWithTheFirstMessage()
    {
        var action = Assert.Single(Derive(ChatMessage(3), ChatMessage(4, "m2"), ChatClosed(5)));

        Assert.Equal((At(5), At(35)), Times(action));
        Assert.Equal((At(3), true), (action.Content!.Start, action.Content.OpeningUnknown));
    }

    [Fact]
    [Trait("Rule", "R-T10")]
    public void Derive_OpeningAfterTheClose_IsAsIfItHadNeverCome()
    {
        var content = Assert.Single(Derive(ChatMessage(3), ChatClosed(5), ChatOpened(6))).Content!;

        Assert.Equal((At(3), true), (content.Start, content.OpeningUnknown));
    }

    [Fact]
    [Trait("Rule", "R-T11")]
    public void Derive_ClosedWithoutAMessage_IsGivenUpSilently() =>
        AssertHalf(Assert.Single(Derive(ChatOpened(0, arrives: 50), ChatClosed(5, arrives: 60))), silently: true);

    [Theory]
    [Trait("Rule", "R-T11")]
    [InlineData(-1)]
    [InlineData(6)]
    public void Derive_MessageWhileTheEditorWasNotOpen_DoesNotCount(double at) =>
        AssertHalf(Assert.Single(Derive(ChatOpened(0, arrives: 50), ChatMessage(at, arrives: 60), ChatClosed(5, arrives: 60))), silently: true);

    [Fact]
    [Trait("Rule", "R-T10")]
    public void Derive_ClosedAlone_IsHalfAndNotGivenUpSilently() =>
        AssertHalf(Assert.Single(Derive(ChatClosed(5, arrives: 50))), silently: false);

    [Fact]
    [Trait("Rule", "R-T10")]
    public void Derive_NeverClosed_IsHalfAndNotGivenUpSilently() =>
        AssertHalf(Assert.Single(Derive(ChatOpened(0, arrives: 50), ChatMessage(1, arrives: 51))), silently: false);

    [Fact]
    [Trait("Rule", "R-T10")]
    public void Derive_ClosedTwice_TakesTheEarliest()
    {
        var action = Assert.Single(Derive(ChatOpened(0), ChatMessage(1), ChatClosed(5, "first"), ChatMessage(6, "m2"), ChatClosed(9, "second")));

        Assert.Equal(("first", At(5)), (action.TriggerOperationId, action.Content!.End));
    }

    [Fact]
    [Trait("Rule", "R-T10")]
    public void Derive_ClosedWithoutAMessageAndOpenedAgain_IsWhatCameAfter()
    {
        var action = Assert.Single(Derive(ChatOpened(0, "o1"), ChatClosed(2, "c1"), ChatOpened(4, "o2"), ChatMessage(5), ChatClosed(6, "c2"), ChatClosed(9, "c3")));

        Assert.Equal(("c2", Standing.Ready), (action.TriggerOperationId, action.Standing));
        Assert.Equal((At(4), At(6), false), (action.Content!.Start, action.Content.End, action.Content.OpeningUnknown));
    }

    [Fact]
    [Trait("Rule", "R-T11")]
    public void Derive_OpenedAndClosedTwiceWithoutAMessage_IsGivenUpSilently() => AssertHalf(
        Assert.Single(Derive(ChatOpened(0, "o1", arrives: 50), ChatClosed(2, "c1", arrives: 60), ChatOpened(4, "o2", arrives: 60), ChatClosed(6, "c2", arrives: 60))),
        silently: true);

    [Fact]
    [Trait("Rule", "R-T10")]
    public void Derive_OpenedTwice_TakesTheEarliest() =>
        Assert.Equal(At(0), Assert.Single(Derive(ChatOpened(2, "b"), ChatOpened(0, "a"), ChatMessage(1), ChatClosed(5))).Content!.Start);

    private static (DateTimeOffset ArrivedAt, DateTimeOffset DueAt) Times(DerivedAction action) => (action.ArrivedAt, action.DueAt);

    private static void AssertHalf(DerivedAction action, bool silently)
    {
        Assert.Equal((Standing.Half, silently), (action.Standing, action.GivenUpSilently));
        Assert.Equal((At(50), At(50) + TimeSpan.FromDays(30)), Times(action));
        Assert.Null(action.Content);
    }

    private static IReadOnlyList<DerivedAction> Derive(params ReceivedOperation[] operations) =>
        ActivityReducer.Derive(operations, HoldOptions.Default);
}
