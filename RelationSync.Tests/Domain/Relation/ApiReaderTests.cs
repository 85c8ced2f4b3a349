using System.Text.Json;
using RelationSync.Domain.Relation;

namespace RelationSync.Tests.Domain.Relation;

/// <summary>Answers of the API are read leniently: one broken message costs only itself.</summary>
public sealed class ApiReaderTests
{
    private const string Good =
        """{"message_id":1,"method_cd":"mail","action_cd":"sent","from":"s@example.com","to":"a@example.com","cc":null,"title":"t","body":"b","is_html":false,"sent_at":"2026-04-01T00:01:00Z","created_at":"2026-04-01T00:00:00Z","last_updated_at":"2026-04-01T00:01:00Z","comments":[{"commenter":"sato","comment_type":"request","comment":"?","commented_at":"2026-04-01T00:00:30Z"},7],"attachments":[]}""";

    private static ApiTicket? Ticket(string messages, string more = "") => ApiReader.Ticket(JsonElement.Parse(
        $$"""{"ticket_id":5,"assignee":null,"status_cd":"open","last_updated_at":"2026-04-01T00:02:00Z","messages":{{messages}}{{more}}}"""));

    [Fact]
    public void Ticket_WellFormed_IsReadWhole()
    {
        var ticket = Ticket($"[{Good}]")!;

        var message = Assert.Single(ticket.Messages);
        Assert.Equal((5L, null, "open", 0), (ticket.TicketId, ticket.Assignee, ticket.Status, ticket.Broken));
        Assert.Equal((1L, "mail", "sent", "a@example.com", "", "t"), (message.MessageId, message.Method, message.Action, message.To, message.Cc, message.Title));
        Assert.Equal("sato", Assert.Single(message.Comments).Commenter);
    }

    [Theory]
    [InlineData("""{"message_id":"x","method_cd":"mail","action_cd":"sent","created_at":"2026-04-01T00:00:00Z"}""")]
    [InlineData("""{"message_id":2,"method_cd":7,"action_cd":"sent","created_at":"2026-04-01T00:00:00Z"}""")]
    [InlineData("""{"message_id":2,"method_cd":"mail","created_at":"2026-04-01T00:00:00Z"}""")]
    [InlineData("""{"message_id":2,"method_cd":"mail","action_cd":"sent","created_at":"yesterday"}""")]
    [InlineData("""{"message_id":2,"method_cd":"mail","action_cd":"sent","created_at":"2026-04-01T00:00:00Z","sent_at":17}""")]
    [InlineData("""{"message_id":2,"method_cd":"mail","action_cd":"sent","created_at":"2026-04-01T00:00:00Z","body":{}}""")]
    [InlineData("17")]
    [InlineData("null")]
    public void Ticket_OneBrokenMessage_CostsOnlyItself(string broken)
    {
        var ticket = Ticket($"[{broken},{Good}]")!;

        Assert.Equal((1, 1), (ticket.Messages.Count, ticket.Broken));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    public void Ticket_WithoutMessages_IsNoTicket(string messages) => Assert.Null(Ticket(messages));

    [Fact]
    public void MemberNames_AreThoseOfTicketAndMessages() =>
        Assert.Superset(new HashSet<string> { "sent_by_user", "ticket_id", "new" }, ApiReader.MemberNames(JsonElement.Parse("""{"ticket_id":5,"new":1,"messages":[{"sent_by_user":"x"},3]}""")).ToHashSet());

    [Fact]
    public void Hits_SkipWhatIsNone() => Assert.Equal(
        [new TicketHit(3, Shown.Nine)], ApiReader.Hits(JsonElement.Parse("""[{"ticket_id":3,"last_updated_at":"2026-04-01T00:00:00Z"},{"ticket_id":4},"x"]""")));

    [Theory]
    [InlineData("{}")]
    [InlineData("\"x\"")]
    public void Hits_OfNoArray_AreNone(string json) => Assert.Null(ApiReader.Hits(JsonElement.Parse(json)));

    [Fact]
    public void Boxes_SkipWhatIsNone() => Assert.Equal(
        [new ApiBox(3, "受信箱"), new ApiBox(4, "")],
        ApiReader.Boxes(JsonElement.Parse("""[{"message_box_id":3,"name":"受信箱"},{"message_box_id":"4"},{"name":"x"},{"message_box_id":0},7]""")));

    [Fact]
    public void Users_SkipWhoHasNoMention_AndMayHaveNoAddressYet() => Assert.Equal(
        [new ApiUser("sato", "sato@example.com", "佐藤", "花子", "available"), new ApiUser("suzuki", null, "", "", "")],
        ApiReader.Users(JsonElement.Parse("""
            [{"mention_name":"sato","email":" sato@example.com ","last_name":"佐藤","first_name":"花子","status_cd":"available"},
             {"mention_name":"suzuki","email":" "},{"mention_name":"","email":"x@example.com"},{"email":"x@example.com"}]
            """)));

    [Fact]
    public void Chat_ReadsItsProvidersIds()
    {
        var chat = ApiReader.Chat(JsonElement.Parse("""{"email":"v@example.com","conversations":[{"line_conversation_id":"abc","action_cd":"sent","sent_by":"sato","sent_at":"2026-04-01T00:00:00Z","note":"hi"},{"line_conversation_id":12,"action_cd":"received","sent_by":null,"sent_at":"2026-04-01T00:00:01Z","file_name":"a.png","conversation_type":"image"},{"action_cd":"sent"}]}"""), "line")!;

        Assert.Equal(("v@example.com", 1), (chat.VisitorEmail, chat.Broken));
        Assert.Equal([("abc", "hi"), ("12", "a.png")], chat.Utterances.Select(u => (u.Id, u.Text)));
    }

    [Theory]
    [InlineData("a@x.jp, b@x.jp", "a@x.jp|b@x.jp")]
    [InlineData("\"山田, 太郎\" <a@x.jp>;b@x.jp", "\"山田, 太郎\" <a@x.jp>|b@x.jp")]
    [InlineData("<a,b@x.jp>, c@x.jp", "<a,b@x.jp>|c@x.jp")]
    [InlineData("\"open <a@x.jp>, b@x.jp", "\"open <a@x.jp>|b@x.jp")]
    [InlineData("a <a@x.jp, b@x.jp", "a <a@x.jp|b@x.jp")]
    [InlineData("\"a\\", "\"a\\")]
    [InlineData("\"a\\\", b\" <a@x.jp>, c@x.jp\"", "\"a\\\", b\" <a@x.jp>|c@x.jp\"")]
    [InlineData(" , ;; ", "")]
    [InlineData("", "")]
    public void Addresses_AreSplitOutsideQuotesAndBrackets(string text, string pieces) => Assert.Equal(pieces, string.Join('|', AddressList.OfMail(text)));
}
