using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Operations;

public sealed class OperationReaderTests
{
    private static readonly DateTimeOffset Now = OperationBuilder.Zero;

    [Fact]
    public void Read_MessageSent_GivesEveryField()
    {
        var operation = Read(OperationJson.Sent()).Operation!;

        Assert.Equal("op-1", operation.Id);
        Assert.Equal(OperationType.MessageSent, operation.Type);
        Assert.Same(Channel.Mail, operation.Channel);
        Assert.Equal("act-1", operation.ActivityId);
        Assert.Equal(OperationBuilder.Zero, operation.OccurredAt);
        Assert.Equal(TimeSpan.Zero, operation.OccurredAt.Offset);
        Assert.Equal("t-1", operation.TicketId);
        Assert.Equal(new Operator("sato@example.com", "佐藤 花子"), operation.Operator);
        var data = Assert.IsType<MessageData>(operation.Data);
        Assert.Equal(("件名", "本文", BodyFormat.Html), (data.Subject, data.Body, data.BodyFormat));
        Assert.Equal(OperationBuilder.At(-600), data.DraftSavedAt);
        Assert.Equal(["a@x.example"], data.To);
        Assert.Equal(["c@x.example"], data.Cc);
        Assert.Equal(["b@x.example"], data.Bcc);
        Assert.False(data.Broadcast);
        Assert.Null(data.ScheduledFor);
    }

    [Fact]
    public void Read_MessageScheduled_GivesWhenItGoesOut() => Assert.Equal(
        new DateTimeOffset(2026, 4, 2, 0, 0, 0, TimeSpan.Zero),
        Assert.IsType<MessageData>(Read(OperationJson.Scheduled()).Operation!.Data).ScheduledFor);

    [Fact]
    public void Read_Memo_GivesContactsAndOthers()
    {
        var data = Assert.IsType<MemoData>(Read(OperationJson.Memo()).Operation!.Data);

        Assert.Equal(45, data.DurationMinutes);
        Assert.Equal(OperationBuilder.At(-7200), data.RespondedAt);
        Assert.Equal(
            [new CustomerReference("a@x.example", "0312345678"), new CustomerReference("b@x.example", "0451234567")],
            data.Addressees);
    }

    [Theory]
    [InlineData("inbound", true)]
    [InlineData("outbound", false)]
    public void Read_CallEnded_GivesDirectionTimesAndNumber(string direction, bool inbound) => Assert.Equal(
        new CallEndedData(inbound, OperationBuilder.At(-600), OperationBuilder.At(0), "0312345678"),
        Read(OperationJson.CallEnded().With("/data/direction", $"\"{direction}\"")).Operation!.Data);

    [Fact]
    public void Read_ChatClosed_GivesConversationAndCustomers()
    {
        var data = Assert.IsType<ChatClosedData>(Read(OperationJson.ChatClosed()).Operation!.Data);

        Assert.Equal("相談", data.Subject);
        Assert.Equal([new Bubble(OperationBuilder.At(-60), "山田", "在庫は")], data.Bubbles);
        Assert.Equal([new CustomerReference("a@x.example", "0312345678")], data.Contacts);
        Assert.Equal(["v@x.example"], data.VisitorEmails);
        Assert.Equal(["0451234567"], data.VisitorPhones);
    }

    [Theory]
    [Trait("Rule", "R-W5")]
    [InlineData("line", 1)]
    [InlineData("chatwork", 1)]
    [InlineData("instagram_dm", 0)]
    [InlineData("messenger", 0)]
    public void Read_GroupMembers_CountInLineAndChatworkOnly(string channel, int count) => Assert.Equal(
        count, Assert.IsType<ChatClosedData>(Read(OperationJson.ChatClosed(channel)).Operation!.Data).Contacts.Count);

    [Fact]
    public void Read_EveryType_IsValidAndReadsTheSameWhenStored()
    {
        Assert.All(OperationJson.All, json =>
        {
            var reading = Read(json);
            var stored = OperationReader.ReadStored(System.Text.Encoding.UTF8.GetBytes(json.Element.GetRawText()));

            Assert.Empty(reading.Faults);
            Assert.Equal(json.Type, OperationTypes.CodeOf(reading.Operation!.Type));
            Assert.Equivalent(reading.Operation, stored.Operation, strict: true);
        });
        Assert.Equal(OperationTypes.AllCodes.Order(), OperationJson.All.Select(json => json.Type).Order());
    }

    [Theory]
    [InlineData("/ticket_id")]
    [InlineData("/data/subject")]
    [InlineData("/data/body_format")]
    [InlineData("/data/draft_saved_at")]
    [InlineData("/data/cc")]
    [InlineData("/data/bcc")]
    [InlineData("/data/broadcast")]
    [InlineData("/operator/name")]
    public void Read_OptionalFieldNullOrAbsent_IsTheSame(string path)
    {
        var absent = Read(OperationJson.Sent().With(path, null));
        var nothing = Read(OperationJson.Sent().With(path, "null"));

        Assert.Empty(absent.Faults);
        Assert.Equivalent(absent.Operation, nothing.Operation, strict: true);
    }

    [Fact]
    public void Read_EmptyBodyAndNoRecipients_IsValid() =>
        Assert.Empty(Read(OperationJson.Sent().With("/data/body", "\"\"").With("/data/to", "[]")).Faults);

    [Fact]
    public void Read_UnreadableRecipients_AreKeptAsGiven() => Assert.Equal(
        ["not an address", ""],
        Assert.IsType<MessageData>(Read(OperationJson.Sent().With("/data/to", """["not an address",""]""")).Operation!.Data).To);

    [Theory]
    [Trait("Rule", "R-O1")]
    [InlineData("message.sent", true)]
    [InlineData("message.scheduled", true)]
    [InlineData("memo.recorded", true)]
    [InlineData("call.recorded", true)]
    [InlineData("chat.message_sent", true)]
    [InlineData("call.ended", false)]
    [InlineData("chat.opened", false)]
    [InlineData("chat.closed", false)]
    [InlineData("message.dispatched", false)]
    [InlineData("message.send_cancelled", false)]
    [InlineData("message.schedule_cancelled", false)]
    public void Read_WithoutOperator_IsAFaultWhereTheOwnerComesFromIt(string type, bool required)
    {
        var reading = Read(OperationJson.All.Single(json => json.Type == type).With("/operator", null));

        Assert.Equal(required ? ["/operator"] : [], reading.Faults.Select(fault => fault.Pointer));
    }

    [Theory]
    [InlineData("chat.opened")]
    [InlineData("chat.message_sent")]
    [InlineData("message.send_cancelled")]
    public void Read_WithoutDataWhereNothingInItIsRequired_IsValid(string type) =>
        Assert.Empty(Read(OperationJson.All.Single(json => json.Type == type).With("/data", null)).Faults);

    [Fact]
    public void Read_UnknownFields_AreSkipped() =>
        Assert.Empty(Read(OperationJson.Sent().With("/new", "{}").With("/data/new", "[1]").With("/operator/id", "7")).Faults);

    [Fact]
    public void Read_FieldGivenTwice_TakesTheLast()
    {
        var json = OperationJson.Sent().Element.GetRawText().Replace("\"id\":\"op-1\"", "\"id\":5,\"\\u0069d\":\"op-2\"", StringComparison.Ordinal);

        Assert.Equal("op-2", OperationReader.Read(OperationJson.Parse(json), Now).Operation!.Id);
    }

    [Theory]
    [InlineData("30.0")]
    [InlineData("3e1")]
    public void Read_IntegerWrittenOtherwise_IsThatInteger(string number) => Assert.Equal(
        30, Assert.IsType<MemoData>(Read(OperationJson.Memo().With("/data/duration_minutes", number)).Operation!.Data).DurationMinutes);

    [Fact]
    public void ReadStored_FarAhead_IsNotQuestionedAgain()
    {
        var json = OperationJson.Sent().With("/occurred_at", "\"9999-12-31T23:59:59Z\"").Element.GetRawText();

        Assert.True(OperationReader.ReadStored(System.Text.Encoding.UTF8.GetBytes(json)).IsValid);
    }

    [Fact]
    public void ReadStored_NotJson_IsAFault() => Assert.NotEmpty(OperationReader.ReadStored("{"u8.ToArray()).Faults);

    private static OperationReading Read(OperationJson json) => OperationReader.Read(json.Element, Now);
}
