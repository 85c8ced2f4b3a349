using RelationSync.Domain.Relation;
using static RelationSync.Tests.Domain.Relation.Shown;

namespace RelationSync.Tests.Domain.Relation;

/// <summary>Mails that nobody sent are told from people's.</summary>
public sealed class AutomaticReplyTests
{
    [Fact]
    [Trait("Rule", "R-P7")]
    public void Map_AnsweredAtOnceByNobody_IsAutomatic()
    {
        var asked = Mail("received", sentAt: 0, id: 6);
        var reading = Map(Ticket(asked, Mail("sent", sentAt: 31, createdAt: 30)));

        Assert.Empty(reading.Operations);
        Assert.Equal(MessageStage.Automatic, reading.States[^1].Stage);
    }

    [Fact]
    [Trait("Rule", "R-P7")]
    public void Map_SavedAsADraftBefore_IsAPersons() =>
        Assert.Single(Map(Ticket(Mail("received", sentAt: 0, id: 6), Mail("sent", sentAt: 40, createdAt: 30))).Operations);

    [Fact]
    [Trait("Rule", "R-P7")]
    public void Map_NothingReceivedShortlyBefore_IsAPersons() =>
        Assert.Single(Map(Ticket(Mail("received", sentAt: 0, id: 6), Mail("sent", sentAt: 300, createdAt: 300))).Operations);

    [Fact]
    [Trait("Rule", "R-P7")]
    public void Map_AnsweredAtOnceButSigned_IsAPersons()
    {
        Assert.True(SignatureRule.TryParse("担当: (.+)", new Dictionary<string, string>(), out var signature));
        var context = Context() with { Ladder = Ladder with { Signature = signature } };

        Assert.Single(Map(Ticket(Mail("received", sentAt: 0, id: 6), Mail("sent", 30, 30) with { Body = "はい\n担当: 佐藤 花子" }), context).Operations);
    }

    [Fact]
    [Trait("Rule", "R-P7")]
    public void Map_TakenForAutomaticButWanted_IsSynced()
    {
        var ticket = Ticket(Mail("received", sentAt: 0, id: 6), Mail("sent", sentAt: 31, createdAt: 30));
        var automatic = Map(ticket);
        var wanted = Map(ticket, known: [.. automatic.States.Select(s => s with { IsWanted = s.Stage == MessageStage.Automatic })]);

        Assert.Empty(automatic.Operations);
        Assert.Equal(["re-7-sent-0"], Ids(wanted));
    }

    [Fact]
    [Trait("Rule", "R-P7")]
    public void Map_RuleSwitchedOff_SyncsAutomaticReplies()
    {
        var context = Context() with { Rules = MappingRules.Usual with { SkipsAutomaticReplies = false } };

        Assert.Single(Map(Ticket(Mail("received", sentAt: 0, id: 6), Mail("sent", 30, 30)), context).Operations);
    }

    [Fact]
    [Trait("Rule", "R-P7")]
    public void Map_SubjectOfAutomaticReplies_IsAutomatic()
    {
        var context = Context() with { Rules = MappingRules.Usual with { AutomaticSubject = new("^件") } };

        Assert.Empty(Map(Ticket(Mail("sent", 60)), context).Operations);
    }

    [Fact]
    [Trait("Rule", "R-P7")]
    public void Map_FromAnAddressOfAnotherProgram_IsNobodys()
    {
        var context = Context() with { Rules = MappingRules.Usual with { ForeignSenders = new HashSet<string> { "support@example.com" } } };

        Assert.Empty(Map(Ticket(Mail("sent", 60)), context).Operations);
    }
}
