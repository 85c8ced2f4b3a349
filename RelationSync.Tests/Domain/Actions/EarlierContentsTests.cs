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
        ReceivedOperation[] arrived = [ChatMessage(10, "first"), ChatOpened(5), ChatMessage(20, "second")];

        var contents = EarlierContents.Of(arrived, "first", HoldOptions.Default).ToList();

        Assert.Equal([At(5), At(10)], contents.Select(c => c.Start));
    }

    [Fact]
    public void Of_TheOnlyOperation_AreNone() => Assert.Empty(EarlierContents.Of([Sent(0)], "sent", HoldOptions.Default));

    [Fact]
    public void Of_AnotherAction_AreNone() => Assert.Empty(EarlierContents.Of([Sent(0), Sent(900, "again")], "again", HoldOptions.Default));

    [Theory]
    [InlineData(200, 199)]
    [InlineData(201, 200)]
    [InlineData(202, 200)]
    public void Of_VeryMany_AreTheLast200(int operations, int contents)
    {
        var arrived = Enumerable.Range(0, operations).Select(i => i == 0 ? ChatMessage(0, "first") : ChatOpened(i, $"opened-{i}")).ToList();

        Assert.Equal(contents, EarlierContents.Of(arrived, "first", HoldOptions.Default).Count());
    }
}
