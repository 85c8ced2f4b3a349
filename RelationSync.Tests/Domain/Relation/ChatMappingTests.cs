using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;
using static RelationSync.Tests.Domain.Relation.Shown;

namespace RelationSync.Tests.Domain.Relation;

/// <summary>Chats without an editor: sessions by pauses and by who writes.</summary>
[Trait("Rule", "R-P2")]
[Trait("Rule", "R-T10")]
public sealed class ChatMappingTests
{
    private static ApiChat Conversation(params ApiUtterance[] utterances) => new("visitor@example.com", utterances, 0);

    [Fact]
    public void Map_PauseOver_IsASession()
    {
        var chat = Conversation(Said(1, 0, by: null), Said(2, 30), Said(3, 40, by: null), Said(4, 90), Said(5, 200, by: null));
        var reading = Map(Ticket(Chat()), Context(readAt: 90 + 600), chat: chat);

        Assert.Equal(["re-10-2-opened", "re-10-2-message", "re-10-4-message", "re-10-2-closed"], Ids(reading));
        var closed = Read(reading.Operations[^1]);
        var data = Assert.IsType<ChatClosedData>(closed.Data);
        Assert.Equal((At(30), At(90), "re-10-2"), (reading.Operations[0].OccurredAt, closed.OccurredAt, closed.ActivityId));
        Assert.Equal(["text 1", "text 2", "text 3", "text 4"], data.Bubbles.Select(b => b.Text));
        Assert.Equal(["visitor@example.com"], data.VisitorEmails);
        Assert.Equal(At(690), Json(reading.Operations[^1]).GetProperty("data").GetProperty("counts_from").GetDateTimeOffset());
        Assert.Equal("proven", Json(reading.Operations[1]).GetProperty("evidence").GetProperty("operator").GetString());
    }

    [Fact]
    public void Map_PauseRunning_WaitsForItsEnd()
    {
        var reading = Map(Ticket(Chat()), Context(readAt: 100), chat: Conversation(Said(2, 30)));

        Assert.Empty(reading.Operations);
        Assert.Equal(At(630), reading.ChatEndsAt);
        Assert.True(reading.States[0].Chat.HasOpen);
        Assert.True(TicketMapper.NeedsChat(Chat(), reading.States[0]));
    }

    [Theory]
    [InlineData("end_conversation", "open")]
    [InlineData("conversation", "closed")]
    [InlineData("conversation", "unwanted")]
    public void Map_Ended_DoesNotWait(string action, string status) =>
        Assert.NotEmpty(Map(Ticket(Chat(action: action)) with { Status = status }, Context(readAt: 40), chat: Conversation(Said(2, 30))).Operations);

    [Fact]
    public void Map_LongPauseOrSomebodyElse_BeginsANewSession()
    {
        var chat = Conversation(Said(1, 0), Said(2, 601), Said(3, 610, by: "tanaka"));
        var reading = Map(Ticket(Chat()), Context(readAt: 5000), chat: chat);

        Assert.Equal(["re-10-1", "re-10-2", "re-10-3"], reading.Operations.Select(o => Read(o).ActivityId).Distinct());
        Assert.Equal(["text 3"], ((ChatClosedData)Read(reading.Operations[^1]).Data).Bubbles.Select(b => b.Text));
    }

    [Fact]
    public void Map_FrozenSession_IsNeverOpenedAgain()
    {
        var first = Map(Ticket(Chat()), Context(readAt: 1000), chat: Conversation(Said(1, 0), Said(3, 60)));
        var late = Map(Ticket(Chat(sentAt: 61)), Context(readAt: 2000), first.States, Conversation(Said(1, 0), Said(2, 30), Said(3, 60)));

        Assert.Equal(["re-10-2-opened", "re-10-2-message", "re-10-2-closed"], Ids(late));
        Assert.Equal(["text 2"], ((ChatClosedData)Read(late.Operations[^1]).Data).Bubbles.Select(b => b.Text));
    }

    [Fact]
    public void Map_ReadAgain_IsNothingNew()
    {
        var chat = Conversation(Said(1, 0), Said(3, 60));
        var first = Map(Ticket(Chat()), Context(readAt: 1000), chat: chat);

        Assert.Empty(Map(Ticket(Chat()), Context(readAt: 2000), first.States, chat).Operations);
        Assert.False(TicketMapper.NeedsChat(Chat(), first.States[0]));
    }

    [Fact]
    public void NeedsChat_ChannelKnownAgain_AlthoughNothingChanged()
    {
        var read = Map(Ticket(Chat()), Context(readAt: 5), chat: Conversation(Said(1, 0, by: null)));
        var held = Map(Ticket(Chat("xyz", sentAt: 30)), Context(readAt: 100), read.States);

        Assert.True(TicketMapper.NeedsChat(Chat(sentAt: 30), held.States[0]));
    }

    [Fact]
    [Trait("Rule", "R-P7")]
    public void Map_BotOnly_IsNothing() =>
        Assert.Empty(Map(Ticket(Chat()), chat: Conversation(Said(1, 0, by: null, automatic: true), Said(2, 5, by: null))).Operations);

    [Fact]
    public void Map_Line_HasNoVisitor()
    {
        var reading = Map(Ticket(Chat("line")), chat: Conversation(Said(1, 0)));

        Assert.Empty(((ChatClosedData)Read(reading.Operations[^1]).Data).VisitorEmails);
    }

    [Fact]
    [Trait("Rule", "R-T13")]
    public void Map_SessionBeforeTheConnection_IsFrozenSilently()
    {
        var reading = Map(Ticket(Chat()), Context(from: 500), chat: Conversation(Said(1, 0), Said(2, 2000)));

        Assert.Equal(["re-10-2"], reading.Operations.Select(o => Read(o).ActivityId).Distinct());
        Assert.Equal(["1", "2"], reading.States[0].Chat.Frozen);
    }

    /// <summary>It was found late, and goes on: what is said from then on doesn't wait for an administrator.</summary>
    [Fact]
    [Trait("Rule", "R-P3")]
    public void Map_FoundLateAndGoingOn_TakesWhatIsNewAndTheOldWhenWanted()
    {
        var late = Map(Ticket(Chat(sentAt: 10)), Context(readAt: 8000) with { ExpectedFrom = At(7000) }, chat: Conversation(Said(1, 0), Said(2, 10)));
        var later = Map(Ticket(Chat(sentAt: 9000)), Context(readAt: 10_000), late.States, Conversation(Said(1, 0), Said(2, 10), Said(3, 9000)));
        var wanted = Map(Ticket(Chat(sentAt: 9000)), Context(readAt: 11_000), [later.States[0] with { IsWanted = true }], Conversation(Said(1, 0), Said(2, 10), Said(3, 9000)));

        Assert.Empty(late.Operations);
        Assert.Equal(["re-10-3-opened", "re-10-3-message", "re-10-3-closed"], Ids(later));
        Assert.Equal(MessageStage.FoundLate, later.States[0].Stage);
        Assert.Equal(["re-10-1-opened", "re-10-1-message", "re-10-2-message", "re-10-1-closed"], Ids(wanted));
        Assert.Equal(MessageStage.Seen, wanted.States[0].Stage);
    }

    [Fact]
    [Trait("Rule", "R-P3")]
    public void Map_SessionsOfALeftOutPause_WaitAndOthersDoNot()
    {
        var context = Context(readAt: 9000) with { Rules = MappingRules.Usual with { LeftOut = [new LeftOutRange(At(1000), At(2000))] } };
        var chat = Conversation(Said(1, 0), Said(2, 1300), Said(3, 2000));
        var reading = Map(Ticket(Chat(sentAt: 2000)), context, chat: chat);
        var again = Map(Ticket(Chat(sentAt: 2000)), context, reading.States, chat);

        Assert.Equal(["re-10-1-opened", "re-10-1-message", "re-10-1-closed", "re-10-3-opened", "re-10-3-message", "re-10-3-closed"], Ids(reading));
        Assert.Equal((MessageStage.FoundLate, At(1300)), (reading.States[0].Stage, reading.States[0].LastAt));
        Assert.Empty(again.Operations);
    }

    [Fact]
    public void Map_LongUtteranceId_FitsIntoTheContract()
    {
        var reading = Map(Ticket(Chat("line")), chat: Conversation(Said(1, 0) with { Id = new string('x', 200) }));

        Assert.All(reading.Operations, o => Assert.InRange(Read(o).Id.Length, 1, 128));
    }

    [Fact]
    public void Map_OperatorsNameOnly_IsInferred()
    {
        var reading = Map(Ticket(Chat()), chat: Conversation(Said(1, 0, by: "佐藤花子")));

        Assert.Equal("sato@example.com", Read(reading.Operations[1]).Operator!.Email);
        Assert.Equal("inferred", Json(reading.Operations[1]).GetProperty("evidence").GetProperty("operator").GetString());
    }
}
