using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Actions;

/// <summary>What a write of unknown outcome may have been made of (R-D1).</summary>
[Trait("Rule", "R-D1")]
public sealed class EarlierContentsTests
{
    [Fact]
    public void Of_TheOnlyOperation_AreNone() => Assert.Empty(EarlierContents.Of([Sent(0)], "sent", HoldOptions.Default));

    [Fact]
    public void Of_AnotherAction_AreNone() => Assert.Empty(EarlierContents.Of([Sent(0), Sent(900, "again")], "again", HoldOptions.Default));
}
