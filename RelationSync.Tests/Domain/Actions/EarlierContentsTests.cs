using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Actions;

/// <summary>What a write of unknown outcome may have been made of (R-D1).</summary>
[Trait("Rule", "R-D1")]
public sealed class EarlierContentsTests
{
    [Fact]
    public void Of_Operations_AreTheContentsBeforeEachOfThem_TheLatestFirst()
    {
        ReceivedOperation[] arrived = [ChatMessage(10, "first"), ChatClosed(30), ChatOpened(5), ChatMessage(20, "second")];

        var contents = EarlierContents.Of(arrived, "closed", HoldOptions.Default).ToList();

        Assert.Equal([At(5), At(10)], contents.Select(c => c.Start));
    }

    [Fact]
    public void Of_TheOnlyOperation_AreNone() => Assert.Empty(EarlierContents.Of([Sent(0)], "sent", HoldOptions.Default));

    [Fact]
    public void Of_AnotherAction_AreNone() => Assert.Empty(EarlierContents.Of([Sent(0), Sent(900, "again")], "again", HoldOptions.Default));

    [Theory]
    [InlineData(201, 199)]
    [InlineData(202, 200)]
    [InlineData(203, 200)]
    public void Of_VeryMany_AreTheLast200(int operations, int contents)
    {
        // The first of them makes no action yet.
        var arrived = new[] { ChatMessage(0), ChatClosed(600) }
            .Concat(Enumerable.Range(1, operations - 2).Select(i => ChatMessage(i, $"message-{i}"))).ToList();

        Assert.Equal(contents, EarlierContents.Of(arrived, "closed", HoldOptions.Default).Count());
    }
}
