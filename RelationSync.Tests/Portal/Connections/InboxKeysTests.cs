using RelationSync.Portal.Connections;

namespace RelationSync.Tests.Portal.Connections;

public sealed class InboxKeysTests
{
    [Theory]
    [InlineData("Sales Team 2", "sales-team-2")]
    [InlineData("ＥＣサイト", "ec")]
    [InlineData("サポート窓口", "support")]
    [InlineData("返品・交換", "returns")]
    [InlineData("山田商店", "inbox")]
    [InlineData("", "inbox")]
    [InlineData("___", "inbox")]
    public void Propose_Name_IsAKeyThatMaySaySomething(string name, string key)
    {
        Assert.Equal(key, InboxKeys.Propose(name, []));
        Assert.True(InboxRules.IsKey(key));
    }

    [Fact]
    public void Propose_Taken_GetsANumber() => Assert.Equal("support-3", InboxKeys.Propose("サポート", ["support", "support-2"]));

    [Fact]
    public void Propose_LongName_StaysAKey() => Assert.True(InboxRules.IsKey(InboxKeys.Propose(new string('a', 300), [])));
}
