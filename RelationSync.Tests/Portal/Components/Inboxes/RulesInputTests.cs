using RelationSync.Portal.Components.Pages.Inboxes;
using RelationSync.Portal.RelationApi;

namespace RelationSync.Tests.Portal.Components.Inboxes;

public sealed class RulesInputTests
{
    [Fact]
    [Trait("Rule", "R-P4")]
    public void Rules_TypedAsTheyWere_StayTheSame()
    {
        var rules = new BoxRules
        {
            Signature = "担当[:：]\\s*(.+)",
            Codes = new Dictionary<string, string> { ["S1"] = "sato@example.com" },
            SendingAddresses = new Dictionary<string, string> { ["a@acme.example"] = "tanaka@example.com" },
            ForeignSenders = ["shop@acme.example"],
            MemoMinutes = 20,
            CallMinutes = 3,
            ChatPauseMinutes = 5,
            MissedCall = "不在",
            SkipsAutomaticReplies = false,
            AutomaticSubject = "^自動",
            TakesFoundLate = true,
        };

        Assert.Equal(rules.Write(), new RulesInput(rules).ToRules().Write());
    }

    [Theory]
    [InlineData("1441")]
    [InlineData("-1")]
    [InlineData("five")]
    public void CallLength_OutOfRange_IsNotValid(string typed) =>
        Assert.False(new RulesInput(new BoxRules()) { CallMinutes = typed }.ToRules().IsValid);
}
