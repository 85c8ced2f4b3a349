using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Operations;

public sealed class OperationReaderFaultTests
{
    private static readonly DateTimeOffset Now = OperationBuilder.Zero;

    [Theory]
    [InlineData("message.sent", "/id")]
    [InlineData("message.sent", "/type")]
    [InlineData("message.sent", "/channel")]
    [InlineData("message.sent", "/activity_id")]
    [InlineData("message.sent", "/occurred_at")]
    [InlineData("message.sent", "/operator/email")]
    [InlineData("message.sent", "/data")]
    [InlineData("message.sent", "/data/body")]
    [InlineData("message.sent", "/data/to")]
    [InlineData("message.scheduled", "/data/scheduled_for")]
    [InlineData("memo.recorded", "/data/body")]
    [InlineData("memo.recorded", "/data/responded_at")]
    [InlineData("memo.recorded", "/data/duration_minutes")]
    [InlineData("memo.recorded", "/data/addressees")]
    [InlineData("call.ended", "/data/direction")]
    [InlineData("call.ended", "/data/started_at")]
    [InlineData("call.ended", "/data/ended_at")]
    [InlineData("call.ended", "/data/phone")]
    [InlineData("call.recorded", "/data/body")]
    [InlineData("chat.closed", "/data/bubbles")]
    [InlineData("chat.closed", "/data/bubbles/0/at")]
    [InlineData("chat.closed", "/data/bubbles/0/text")]
    public void Read_RequiredFieldAbsentNullOrOfAnotherKind_IsOneFaultAtItsPointer(string type, string path)
    {
        Assert.All([null, "null", "[[]]", "7e99"], json =>
        {
            var reading = Read(OperationJson.All.Single(o => o.Type == type).With(path, json));

            Assert.Null(reading.Operation);
            Assert.StartsWith(path, Assert.Single(reading.Faults).Pointer, StringComparison.Ordinal);
            Assert.Equal(path == "/id" ? null : "op-1", reading.Id);
        });
    }

    [Theory]
    [InlineData("message.sent", "/ticket_id", "5")]
    [InlineData("message.sent", "/relation_message_id", "\"5\"")]
    [InlineData("message.sent", "/relation_message_id", "0")]
    [InlineData("message.sent", "/relation_message_id", "1.5")]
    [InlineData("message.sent", "/relation_message_id", "9007199254740992")]
    [InlineData("message.sent", "/evidence", "\"Proven\"")]
    [InlineData("message.sent", "/evidence", "[]")]
    [InlineData("message.sent", "/operator", "\"sato\"")]
    [InlineData("message.sent", "/operator/name", "[]")]
    [InlineData("message.sent", "/operator/email", "\" \"")]
    [InlineData("message.sent", "/data", "[]")]
    [InlineData("message.sent", "/data/subject", "{}")]
    [InlineData("message.sent", "/data/body_format", "\"HTML\"")]
    [InlineData("message.sent", "/data/draft_saved_at", "\"\"")]
    [InlineData("message.sent", "/data/to", "\"a@b\"")]
    [InlineData("message.sent", "/data/to/0", "null")]
    [InlineData("message.sent", "/data/cc/0", "1")]
    [InlineData("message.sent", "/data/broadcast", "\"true\"")]
    [InlineData("memo.recorded", "/data/duration_minutes", "-1")]
    [InlineData("memo.recorded", "/data/duration_minutes", "1441")]
    [InlineData("memo.recorded", "/data/duration_minutes", "0.5")]
    [InlineData("memo.recorded", "/data/duration_minutes", "\"45\"")]
    [InlineData("memo.recorded", "/data/addressees/1", "\"a@b\"")]
    [InlineData("memo.recorded", "/data/addressees/0/contact", "\"a@b\"")]
    [InlineData("memo.recorded", "/data/addressees/0/contact/default_email", "5")]
    [InlineData("memo.recorded", "/data/addressees/1/phone", "312345678")]
    [InlineData("call.ended", "/data/direction", "\"both\"")]
    [InlineData("chat.message_sent", "/data/text", "5")]
    [InlineData("chat.closed", "/data/bubbles/0", "null")]
    [InlineData("chat.closed", "/data/bubbles/0/author", "5")]
    [InlineData("chat.closed", "/data/contacts/0/group_member", "1")]
    [InlineData("chat.closed", "/data/visitor", "[]")]
    [InlineData("chat.closed", "/data/visitor/phones/0", "5")]
    [InlineData("chat.opened", "/data", "7")]
    public void Read_WrongValue_IsOneFaultAtItsPointer(string type, string path, string json)
    {
        var reading = Read(OperationJson.All.Single(o => o.Type == type).With(path, json));

        Assert.Null(reading.Operation);
        Assert.Equal(path, Assert.Single(reading.Faults).Pointer);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1440)]
    public void Read_DurationAtItsBounds_IsValid(int minutes) =>
        Assert.True(Read(OperationJson.Memo().With("/data/duration_minutes", $"{minutes}")).IsValid);

    [Theory]
    [InlineData("/id", 1, true)]
    [InlineData("/id", 128, true)]
    [InlineData("/id", 0, false)]
    [InlineData("/id", 129, false)]
    [InlineData("/activity_id", 128, true)]
    [InlineData("/activity_id", 0, false)]
    [InlineData("/activity_id", 129, false)]
    [InlineData("/ticket_id", 0, true)]
    [InlineData("/ticket_id", 129, true)]
    public void Read_IdentifierOfSomeLength_IsValidFrom1To128(string path, int length, bool valid) =>
        Assert.Equal(valid, Read(OperationJson.Sent().With(path, $"\"{new string('あ', length)}\"")).IsValid);

    [Fact]
    [Trait("Rule", "R-C1")]
    public void Read_UnknownChannel_IsRefusedWithTheTwelveThatAreSynced()
    {
        var fault = Assert.Single(Read(OperationJson.Sent().With("/channel", "\"tweet\"")).Faults);

        Assert.Equal("/channel", fault.Pointer);
        Assert.All(Channel.All, channel => Assert.Contains(channel.Code, fault.Message, StringComparison.Ordinal));
        Assert.Equal(12, Channel.All.Count);
    }

    [Fact]
    [Trait("Rule", "R-C1")]
    public void Read_ChannelInOtherLetters_IsUnknown() => Assert.False(Read(OperationJson.Sent().With("/channel", "\"Mail\"")).IsValid);

    [Fact]
    public void Read_UnknownType_ListsTheKnownOnes()
    {
        var fault = Assert.Single(Read(OperationJson.Sent().With("/type", "\"message.read\"")).Faults);

        Assert.Equal("/type", fault.Pointer);
        Assert.All(OperationTypes.AllCodes, code => Assert.Contains(code, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_EveryTypeOnEveryChannel_IsValidOnItsOwnFamilyOnly()
    {
        foreach (var channel in Channel.All)
        {
            foreach (var json in OperationJson.All)
            {
                var fits = OperationTypes.FamilyOf(OperationTypes.Find(json.Type)!.Value) == channel.Family;
                var faults = Read(json.With("/channel", $"\"{channel.Code}\"")).Faults;

                Assert.Equal(fits ? [] : ["/channel"], faults.Select(fault => fault.Pointer));
            }
        }
    }

    [Fact]
    public void Read_SeveralFaults_TellsAll()
    {
        var reading = Read(OperationJson.Sent().With("/occurred_at", "1").With("/data/body", "1").With("/data/to", "[1,2]"));

        Assert.Equal(["/occurred_at", "/data/body", "/data/to/0", "/data/to/1"], reading.Faults.Select(f => f.Pointer));
    }

    [Fact]
    public void Read_VeryManyFaults_TellsOnlySome() => Assert.Equal(
        OperationReading.MostFaults,
        Read(OperationJson.Sent().With("/data/to", $"[{string.Join(',', Enumerable.Repeat(1, 1000))}]")).Faults.Count);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("1")]
    [InlineData("true")]
    public void Read_NoObject_IsOneFaultAtTheWhole(string json)
    {
        var reading = OperationReader.Read(OperationJson.Parse(json), Now);

        Assert.Null(reading.Id);
        Assert.Equal("", Assert.Single(reading.Faults).Pointer);
    }

    private static OperationReading Read(OperationJson json) => OperationReader.Read(json.Element, Now);
}
