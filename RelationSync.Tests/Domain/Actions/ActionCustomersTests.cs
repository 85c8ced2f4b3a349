using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Actions;

public sealed class ActionCustomersTests
{
    private static readonly MessageData Addressed = Message("s") with { To = ["t1", "t2"], Cc = ["c"], Bcc = ["b"] };

    private static readonly ChatClosedData Closed = new(
        null, [], [new CustomerReference("e1", "p1"), new CustomerReference(null, "p2")], ["ve1", "ve2"], ["vp"]);

    [Fact]
    [Trait("Rule", "R-W1")]
    public void Customers_OfAMail_AreToThenCcThenBcc() => Assert.Equal(
        [new("t1", null), new("t2", null), new("c", null), new("b", null)], Customers(Sent(0, data: Addressed)));

    [Fact]
    [Trait("Rule", "R-W2")]
    public void Customers_OfAnSms_AreItsDestinationNumbers() => Assert.Equal(
        [new(null, "t1"), new(null, "t2")], Customers(Sent(0, data: Addressed, channel: Channel.Sms)));

    [Fact]
    [Trait("Rule", "R-W3")]
    public void Customers_OfAMemo_AreItsAddressees()
    {
        CustomerReference[] addressees = [new("e", "p"), new(null, "q")];

        Assert.Equal(addressees, Customers(Memo(0, data: new MemoData(null, "", BodyFormat.Text, At(0), 0, addressees))));
    }

    [Theory]
    [Trait("Rule", "R-W5")]
    [InlineData("line")]
    [InlineData("chatwork")]
    [InlineData("instagram_dm")]
    [InlineData("messenger")]
    public void Customers_OfAContactKeyedChat_AreItsContacts(string channel) => Assert.Equal(
        [new("e1", "p1"), new(null, "p2")], CustomersOfChat(channel));

    [Theory]
    [Trait("Rule", "R-W6")]
    [InlineData("chatplus")]
    [InlineData("r_messe")]
    [InlineData("yahoo")]
    [InlineData("chat_widget")]
    public void Customers_OfAVisitorKeyedChat_AreTheVisitorsMailsThenPhones(string channel) => Assert.Equal(
        [new("ve1", null), new("ve2", null), new(null, "vp")], CustomersOfChat(channel));

    [Fact]
    [Trait("Rule", "R-M3")]
    [Trait("Rule", "R-M4")]
    public void Times_OfAMessage_AreTheFirstDraftAndThePress()
    {
        var content = Content(Sent(9, data: Message("s") with { DraftSavedAt = At(-600) }));

        Assert.Equal((At(-600), At(9)), (content.Start, content.End));
        Assert.Null(Content(Sent(9)).Start);
    }

    private static IReadOnlyList<CustomerReference> CustomersOfChat(string code)
    {
        var channel = Channel.Find(code)!;
        var message = ChatMessage(0);
        return Customers(
            new ReceivedOperation(message.Operation with { Channel = channel }, message.ArrivedAt),
            ChatClosed(1, data: Closed, channel: channel));
    }

    private static IReadOnlyList<CustomerReference> Customers(params ReceivedOperation[] operations) => Content(operations).Customers;

    private static ActionContent Content(params ReceivedOperation[] operations) =>
        Assert.Single(ActivityReducer.Derive(operations, HoldOptions.Default)).Content!;
}
