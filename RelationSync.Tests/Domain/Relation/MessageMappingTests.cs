using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;
using static RelationSync.Tests.Domain.Relation.Shown;

namespace RelationSync.Tests.Domain.Relation;

/// <summary>Mail and SMS as the API shows them become the operations of a push.</summary>
[Trait("Rule", "R-P2")]
public sealed class MessageMappingTests
{
    [Fact]
    public void Map_SentMail_IsASend()
    {
        var reading = Map(Ticket(Mail("sent", sentAt: 60, createdAt: 10)));

        var operation = Read(Assert.Single(reading.Operations));
        Assert.Equal(("re-7-sent-0", OperationType.MessageSent, "mail", "re-7", At(60), "100"), (operation.Id, operation.Type, operation.Channel.Code, operation.ActivityId, operation.OccurredAt, operation.TicketId));
        var data = Assert.IsType<MessageData>(operation.Data);
        Assert.Equal(("件名", "本文", BodyFormat.Text, At(10)), (data.Subject, data.Body, data.BodyFormat, data.DraftSavedAt));
        Assert.Equal(["a@example.com", "名前 <b@example.com>"], data.To);
        Assert.Equal(7, Json(reading.Operations[0]).GetProperty("relation_message_id").GetInt64());
    }

    [Fact]
    public void Map_SentAsSoonAsItWasMade_WasNeverADraft() =>
        Assert.Null(((MessageData)Read(Map(Ticket(Mail("sent", sentAt: 11, createdAt: 10))).Operations[0]).Data).DraftSavedAt);

    [Fact]
    public void Map_Sms_SplitsNumbers()
    {
        var sms = Mail("sent", sentAt: 60) with { Method = "sms", To = "09012345678,08011112222 070-0000-0000" };

        Assert.Equal(["09012345678", "08011112222", "070-0000-0000"], ((MessageData)Read(Map(Ticket(sms)).Operations[0]).Data).To);
    }

    [Fact]
    public void Map_HtmlMail_SaysSo() =>
        Assert.Equal(BodyFormat.Html, ((MessageData)Read(Map(Ticket(Mail("sent", 60) with { IsHtml = true })).Operations[0]).Data).BodyFormat);

    [Theory]
    [InlineData("received")]
    [InlineData("draft")]
    [InlineData("requested")]
    [InlineData("approved")]
    [InlineData("rejected")]
    [InlineData("sending")]
    [InlineData("send_error")]
    public void Map_NotSent_IsNothing(string action) => Assert.Empty(Map(Ticket(Mail(action))).Operations);

    [Fact]
    public void Map_ReadAgain_IsNothingNew()
    {
        var ticket = Ticket(Mail("sent", 60), Memo(), Call("話した"));
        var first = Map(ticket);

        Assert.Equal(4, first.Operations.Count);
        Assert.Empty(Map(ticket, known: first.States).Operations);
    }

    [Fact]
    public void Map_MemoryLost_GivesTheSameIds()
    {
        var ticket = Ticket(Mail("sent", 60), Memo(), Call("話した"));

        Assert.Equal(Ids(Map(ticket)), Ids(Map(ticket)));
    }

    [Fact]
    [Trait("Rule", "R-T2")]
    public void Map_Schedule_IsThePressAndItsDispatchNone()
    {
        var pressed = Map(Ticket(Mail("scheduled", sentAt: 5000, updatedAt: 50)), Context(readAt: 60));
        var gone = Map(Ticket(Mail("sent", sentAt: 5000)), Context(readAt: 5010), pressed.States);

        var press = Read(Assert.Single(pressed.Operations));
        Assert.Equal(("re-7-scheduled-0", At(50), At(5000)), (press.Id, press.OccurredAt, ((MessageData)press.Data).ScheduledFor));
        Assert.Equal(["re-7-dispatched-0"], Ids(gone));
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("rejected")]
    [Trait("Rule", "R-T5")]
    public void Map_ScheduleGone_IsItsCancelAndTheNextIsNew(string action)
    {
        var pressed = Map(Ticket(Mail("scheduled", sentAt: 5000, updatedAt: 50)));
        var cancelled = Map(Ticket(Mail(action, updatedAt: 100)), Context(readAt: 120), pressed.States);
        var again = Map(Ticket(Mail("scheduled", sentAt: 6000, updatedAt: 200)), Context(readAt: 210), cancelled.States);

        Assert.Equal(["re-7-schedule_cancelled-0"], Ids(cancelled));
        Assert.Equal(["re-7-scheduled-1"], Ids(again));
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("sending")]
    [InlineData("requested")]
    [Trait("Rule", "R-T4")]
    public void Map_SentAndTakenBack_IsItsCancelAndTheNextIsNew(string action)
    {
        var sent = Map(Ticket(Mail("sent", 60)));
        var cancelled = Map(Ticket(Mail(action, updatedAt: 90)), Context(readAt: 100), sent.States);
        var again = Map(Ticket(Mail("sent", 200)), Context(readAt: 210), cancelled.States);

        Assert.Equal(["re-7-send_cancelled-0"], Ids(cancelled));
        Assert.Equal(At(100), cancelled.Operations[0].OccurredAt);
        Assert.Equal(["re-7-sent-1"], Ids(again));
    }

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Map_SentAgainInTheSecondOfTheCancel_SortsBehindIt()
    {
        var sent = Map(Ticket(Mail("sent", 60)));
        var cancelled = Map(Ticket(Mail("draft", updatedAt: 60)), Context(readAt: 60), sent.States);
        var again = Map(Ticket(Mail("sent", 60)), Context(readAt: 61), cancelled.States);

        Assert.True(sent.Operations[0].OccurredAt < cancelled.Operations[0].OccurredAt);
        Assert.True(cancelled.Operations[0].OccurredAt < again.Operations[0].OccurredAt);
    }

    [Fact]
    public void Map_DeliveryFailedAfterTheSend_IsStillASend()
    {
        var sent = Map(Ticket(Mail("sent", 60)));

        Assert.Empty(Map(Ticket(Mail("send_error", 60)), known: sent.States).Operations);
    }

    [Fact]
    public void Map_TakenBackAndScheduled_IsBoth()
    {
        var sent = Map(Ticket(Mail("sent", 60)));

        Assert.Equal(["re-7-send_cancelled-0", "re-7-scheduled-1"], Ids(Map(Ticket(Mail("scheduled", sentAt: 500, updatedAt: 95)), Context(readAt: 100), sent.States)));
    }

    [Fact]
    [Trait("Rule", "R-T13")]
    public void Map_BeforeTheConnection_IsOnlyNoted()
    {
        var before = Map(Ticket(Mail("sent", 60)), Context(from: 100));

        Assert.Empty(before.Operations);
        Assert.Equal(MessageStage.Sent, Assert.Single(before.States).Stage);
    }

    [Fact]
    [Trait("Rule", "R-T13")]
    public void Map_ScheduledBeforeTheConnection_IsNoSendWhenItGoesOut()
    {
        var before = Map(Ticket(Mail("scheduled", sentAt: 5000, updatedAt: 50)), Context(readAt: 110, from: 100));

        Assert.DoesNotContain("message.sent", Types(Map(Ticket(Mail("sent", 5000)), Context(readAt: 5010, from: 100), before.States)));
    }

    [Theory]
    [InlineData("xyz")]
    [InlineData("chatwork")]
    public void Map_UnknownChannel_IsHeldAndTheRestGoesOn(string method)
    {
        var reading = Map(Ticket(Mail("sent", 10, id: 1) with { Method = method }, Mail("sent", 60)));

        Assert.Equal(["re-7-sent-0"], Ids(reading));
        Assert.Equal(MessageStage.Held, reading.States[0].Stage);
    }

    [Fact]
    public void Map_ChannelKnownAgain_IsTakenOnce()
    {
        var unknown = Map(Ticket(Mail("sent", 60) with { Method = "xyz" }));
        var sent = Map(Ticket(Mail("sent", 60)), known: unknown.States);

        Assert.True(unknown.Holds);
        Assert.Equal(["re-7-sent-0"], Ids(sent));
        Assert.Equal("mail", sent.States[0].Method);
    }

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Map_TakenBackWhileItsChannelIsUnknown_IsCancelledOnceItIsKnown()
    {
        var sent = Map(Ticket(Mail("sent", 60)));
        var unknown = Map(Ticket(Mail("draft", updatedAt: 70) with { Method = "xyz" }), known: sent.States);

        Assert.Equal(["re-7-send_cancelled-0"], Ids(Map(Ticket(Mail("draft", updatedAt: 70)), known: unknown.States)));
    }

    [Theory]
    [InlineData("xyz", "mail", true)]
    [InlineData("mail", "xyz", true)]
    [InlineData("sms", "mail", false)]
    [Trait("Rule", "R-P1")]
    public void IsSame_ChannelUnknownForAWhile_GoesByTheTime(string before, string now, bool same)
    {
        var known = Map(Ticket(Mail("sent", 60) with { Method = before })).States[0];

        Assert.Equal(same, TicketMapper.IsSame(known, Mail("sent", 60) with { Method = now }));
        Assert.False(TicketMapper.IsSame(known, Mail("sent", 60, createdAt: 5) with { Method = now }));
    }

    [Theory]
    [InlineData("tweet")]
    [InlineData("twitter_dm")]
    [Trait("Rule", "R-C1")]
    public void Map_ChannelThatIsNeverSynced_IsCounted(string method) =>
        Assert.Equal(MessageStage.NotSynced, Map(Ticket(Mail("sent", 10) with { Method = method })).States[0].Stage);

    [Fact]
    public void Map_UnknownState_IsLookedAtAgainAndThenTaken()
    {
        var unknown = Map(Ticket(Mail("half_sent", 60)));
        var sent = Map(Ticket(Mail("sent", 60)), known: unknown.States);

        Assert.Empty(unknown.Operations);
        Assert.True(unknown.LooksAgain);
        Assert.Single(sent.Operations);
    }

    [Fact]
    public void Map_BrokenMessage_IsLookedAtAgain() => Assert.True(Map(Ticket(Mail("sent", 60)) with { Broken = 1 }).LooksAgain);

    [Fact]
    [Trait("Rule", "R-P3")]
    public void Map_OlderThanAScanThatShouldHaveShownIt_IsFoundLateAndTakenWhenWanted()
    {
        var context = Context(readAt: 90000) with { ExpectedFrom = At(60 + 3601) };
        var late = Map(Ticket(Mail("sent", 60)), context);
        var wanted = Map(Ticket(Mail("sent", 60)), context, [late.States[0] with { IsWanted = true }]);

        Assert.Empty(late.Operations);
        Assert.Equal(MessageStage.FoundLate, late.States[0].Stage);
        Assert.Equal(["re-7-sent-0"], Ids(wanted));
    }

    [Theory]
    [Trait("Rule", "R-P3")]
    [InlineData("sent", 99, true)]
    [InlineData("sent", 100, false)]
    [InlineData("sent", 199, false)]
    [InlineData("sent", 200, true)]
    [InlineData("scheduled", 150, false)]
    public void Map_InALeftOutPause_WaitsForAnAdministrator(string action, double at, bool taken)
    {
        var context = Context() with { Rules = MappingRules.Usual with { LeftOut = [new LeftOutRange(At(100), At(200))] } };
        var draft = Map(Ticket(Mail("draft")), context);
        var reading = Map(Ticket(Mail(action, at)), context, draft.States);
        var wanted = Map(Ticket(Mail(action, at)), context, [reading.States[0] with { IsWanted = true }]);

        Assert.Equal(taken, reading.Operations.Count == 1);
        Assert.Equal(taken, reading.States[0].Stage != MessageStage.FoundLate);
        Assert.Equal(!taken, wanted.Operations.Count == 1);
    }

    [Fact]
    [Trait("Rule", "R-P3")]
    public void Map_NotMuchOlder_IsTaken() =>
        Assert.Single(Map(Ticket(Mail("sent", 60)), Context() with { ExpectedFrom = At(60 + 3600) }).Operations);

    [Fact]
    public void Map_InboxTakesWhatIsFoundLate_IsTaken() => Assert.Single(Map(
        Ticket(Mail("sent", 60)), Context() with { ExpectedFrom = At(9999), Rules = MappingRules.Usual with { TakesFoundLate = true } }).Operations);
}
