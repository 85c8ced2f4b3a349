using RelationSync.Domain.Salesforce;

namespace RelationSync.Tests.Domain.Salesforce;

public sealed class EventChangeTests
{
    [Theory]
    [Trait("Rule", "R-P6")]
    [InlineData(null, false, true)]
    [InlineData("005000000000001AAA", false, false)]
    [InlineData(null, true, false)]
    [InlineData("005000000000001AAA", true, false)]
    public void IsNothing_OnlyWithoutOwnerAndTimes(string? ownerId, bool withTimes, bool expected)
    {
        DateTimeOffset? at = withTimes ? DateTimeOffset.UnixEpoch : null;

        Assert.Equal(expected, new EventChange("00U000000000001AAA", ownerId, at, at).IsNothing);
    }
}
