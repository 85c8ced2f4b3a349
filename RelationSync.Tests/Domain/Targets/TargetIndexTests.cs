using RelationSync.Domain.Targets;

namespace RelationSync.Tests.Domain.Targets;

public sealed class TargetIndexTests
{
    private static readonly DateTimeOffset Old = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CustomerKey Found = new(CustomerKeyKind.Email, "a@b.example");
    private static readonly CustomerKey Remembered = new(CustomerKeyKind.Phone, "+81312345678");

    [Fact]
    [Trait("Rule", "R-W8")]
    public void IdsOf_OldestFirstThenById_EachOnce()
    {
        var index = TargetIndex.Of([Hit("3", Old), Hit("2", Old), Hit("1", Old.AddTicks(1)), Hit("2", Old)]);

        Assert.Equal(["2", "3", "1"], index.IdsOf(Found));
        Assert.Empty(index.IdsOf(Remembered));
    }

    [Fact]
    public void With_Remembered_WhatWasFoundCountsFirst()
    {
        var index = TargetIndex.Of([Hit("1", Old)]).With([new(Found, ["9"]), new(Remembered, ["8", "7"])]);

        Assert.Equal(["1"], index.IdsOf(Found));
        Assert.Equal(["8", "7"], index.IdsOf(Remembered));
    }

    private static TargetHit Hit(string id, DateTimeOffset created) => new(id, "A@B.example", null, created);
}
