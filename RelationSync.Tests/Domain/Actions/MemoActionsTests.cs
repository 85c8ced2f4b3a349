using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Actions;

public sealed class MemoActionsTests
{
    [Fact]
    [Trait("Rule", "R-T7")]
    public void Derive_Recorded_GivesOneActionHeldForReordering()
    {
        var action = Assert.Single(Derive(Memo(0, "m", arrives: 100)));

        Assert.Equal(("m", Standing.Ready), (action.TriggerOperationId, action.Standing));
        Assert.Equal((At(0), At(100), At(130)), (action.TriggerAt, action.ArrivedAt, action.DueAt));
        Assert.Equal(Person("m"), action.Content!.Operator);
    }

    [Fact]
    [Trait("Rule", "R-T8")]
    public void Derive_RecordedAgain_KeepsTheEarliest()
    {
        var action = Assert.Single(Derive(Memo(10, "again", arrives: 10), Memo(0, "first", arrives: 20)));

        Assert.Equal("first", action.TriggerOperationId);
        Assert.Equal("body of first", action.Content!.Body);
        Assert.Equal(["first", "again"], action.OperationIds);
    }

    [Theory]
    [Trait("Rule", "R-M4")]
    [InlineData(0)]
    [InlineData(45)]
    [InlineData(1440)]
    public void Content_Times_AreWhenItWasAndForHowLong(int minutes)
    {
        var data = new MemoData(null, "", BodyFormat.Text, At(-7200), minutes, []);
        var content = Assert.Single(Derive(Memo(0, data: data))).Content!;

        Assert.Equal((At(-7200), At(-7200 + (minutes * 60))), (content.Start, content.End));
    }

    [Fact]
    public void Content_AtTheEndOfTime_DoesNotFail()
    {
        var data = new MemoData(null, "", BodyFormat.Text, DateTimeOffset.MaxValue, 1440, []);

        Assert.Equal(DateTimeOffset.MaxValue, Assert.Single(Derive(Memo(0, data: data))).Content!.End);
    }

    private static IReadOnlyList<DerivedAction> Derive(params ReceivedOperation[] operations) =>
        ActivityReducer.Derive(operations, HoldOptions.Default);
}
