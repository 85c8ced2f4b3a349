using System.Text.Json.Nodes;

namespace RelationSync.Tests.Simulator.Relation;

/// <summary>The API as the reference sheet describes it.</summary>
public sealed class RelationApiTests : IDisposable
{
    private readonly SimulatedTenant _tenant = new();

    public void Dispose() => _tenant.Dispose();

    [Fact]
    public async Task Boxes_AreABareList()
    {
        var boxes = (await _tenant.GetAsync("message_boxes")).Json.AsArray();

        Assert.Equal(["窓口", "受注"], boxes.Select(b => (string)b!["name"]!));
        Assert.Equal([1, 2], boxes.Select(b => (int)b!["message_box_id"]!));
    }

    [Fact]
    public async Task Users_CarryTheirMentionNameAndAddress_RemovedOnesToo()
    {
        var users = (await _tenant.GetAsync("users")).Json.AsArray();
        var second = (await _tenant.GetAsync("users?per_page=2&page=2")).Json.AsArray();
        var beyond = (await _tenant.GetAsync("users?page=9")).Json.AsArray();

        Assert.Equal("sato sato@example.com available", $"{users[0]!["mention_name"]} {users[0]!["email"]} {users[0]!["status_cd"]}");
        Assert.Equal("left", (string)Assert.Single(second)!["mention_name"]!);
        Assert.Equal("deleted", (string)users[2]!["status_cd"]!);
        Assert.Empty(beyond);
        Assert.Equal(400, (await _tenant.GetAsync("users?per_page=101")).Status);
    }

    [Fact]
    public async Task Ticket_ShowsItsMessagesButNotWhoSentThem()
    {
        var sent = _tenant.Do("send", new { by = "sato", title = "見積書", to = "山田 <yamada@aozora.example>, b@aozora.example", cc = "c@aozora.example", body = "<p>本文</p>", is_html = true });
        _tenant.Do("assign", new { ticket = sent.Ticket, assignee = "suzuki" });

        var ticket = await _tenant.TicketAsync(sent.Ticket);
        var message = ticket["messages"]![0]!.AsObject();

        Assert.Equal(("suzuki", "open", "見積書"), ((string)ticket["assignee"]!, (string)ticket["status_cd"]!, (string)ticket["title"]!));
        Assert.Equal("mail sent 見積書", $"{message["method_cd"]} {message["action_cd"]} {message["title"]}");
        Assert.Equal("山田 <yamada@aozora.example>, b@aozora.example", (string)message["to"]!);
        Assert.True((bool)message["is_html"]!);
        Assert.Equal("2026-06-01T01:00:00Z", (string)message["sent_at"]!);
        Assert.DoesNotContain("sato", message.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            ["message_id", "from", "to", "cc", "bcc", "reply_to", "title", "body", "is_html", "method_cd", "action_cd", "sent_at", "created_at", "last_updated_at", "comments", "attachments"],
            message.Select(m => m.Key));
    }

    [Fact]
    public async Task Times_HaveWholeSeconds()
    {
        _tenant.Advance(0.9);
        var sent = _tenant.Do("send");

        Assert.Equal("2026-06-01T01:00:00Z", (string)(await _tenant.MessageAsync(sent))["sent_at"]!);
    }

    [Theory]
    [InlineData("GET", "nowhere", 404)]
    [InlineData("GET", "1/tickets/77", 404)]
    [InlineData("GET", "3/tickets/1001", 404)]
    [InlineData("GET", "x/tickets/1001", 404)]
    [InlineData("POST", "9/tickets/search", 404)]
    [InlineData("GET", "1/labels", 200)]
    [InlineData("GET", "customer_groups", 200)]
    public async Task Paths_ThatAreNone_AreNotFound(string method, string path, int status) =>
        Assert.Equal(status, (await _tenant.SendAsync(method, path, method == "POST" ? new { } : null)).Status);

    [Fact]
    public async Task Token_ThatIsWrong_IsRefusedWithAMessage()
    {
        var answer = await _tenant.SendAsync("GET", "message_boxes", token: "other");

        Assert.Equal((401, "invalid token"), (answer.Status, (string)answer.Json["message"]!));
    }

    [Fact]
    public async Task Search_WithoutJsonContentType_IsRefused() =>
        Assert.Equal(415, (await _tenant.SendAsync("POST", "1/tickets/search", "{}", contentType: "text/plain")).Status);

    [Theory]
    [InlineData("""{"per_page":51}""")]
    [InlineData("""{"page":0}""")]
    [InlineData("""{"since":"yesterday"}""")]
    [InlineData("""{"since":5}""")]
    [InlineData("""{"within":"100days"}""")]
    [InlineData("""{"within":"3weeks"}""")]
    [InlineData("""{"status_cds":["finished"]}""")]
    [InlineData("""{"action_cds":"sent"}""")]
    [InlineData("""{"ticket_ids":["1"]}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Search_WithABadParameter_IsRefused(string body) =>
        Assert.Equal(400, (await _tenant.SendAsync("POST", "1/tickets/search", body)).Status);

    [Fact]
    public async Task Search_WithoutStatuses_LeavesTrashAndSpamOut()
    {
        var kept = _tenant.Do("send");
        var trashed = _tenant.Do("send");
        _tenant.Do("trash", new { ticket = trashed.Ticket });

        var found = (await _tenant.SearchAsync(new { })).Select(t => (long)t!["ticket_id"]!);

        Assert.Equal([kept.Ticket], found);
        Assert.Equal([trashed.Ticket], await _tenant.FoundAsync(new { status_cds = SimulatedTenant.List("trash") }));
    }

    [Fact]
    public async Task Search_KnowsEachFilter()
    {
        var mail = _tenant.Do("send", new { at = "2026-05-20T00:00:00Z" });
        var planned = _tenant.Do("schedule", new { scheduled_for = "2026-06-02T00:00:00Z" });
        var draft = _tenant.Do("draft");
        var sms = _tenant.Do("send", new { channel = "sms" });
        _tenant.Do("assign", new { ticket = sms.Ticket, assignee = "sato" });
        var elsewhere = _tenant.Do("send", new { box = 2 });

        Assert.Equal([mail.Ticket], await _tenant.FoundAsync(new { until = "2026-05-21T09:00:00+09:00" }));
        Assert.Equal([planned.Ticket, sms.Ticket], (await _tenant.FoundAsync(new { since = "2026-06-01T00:00:00Z" })).Order());
        Assert.Equal([mail.Ticket], await _tenant.FoundAsync(new { date = "2026-05-21T00:00:00Z", within = "2days" }));
        Assert.Equal([mail.Ticket, sms.Ticket, planned.Ticket], (await _tenant.FoundAsync(new { within = "1months" })).OrderBy(id => id != mail.Ticket).ThenByDescending(id => id));
        Assert.Equal([planned.Ticket], await _tenant.FoundAsync(new { action_cds = SimulatedTenant.List("scheduled") }));
        Assert.Equal([draft.Ticket], await _tenant.FoundAsync(new { action_cds = SimulatedTenant.List("draft", "requested") }));
        Assert.Equal([sms.Ticket], await _tenant.FoundAsync(new { method_cds = SimulatedTenant.List("sms") }));
        Assert.Equal([sms.Ticket], await _tenant.FoundAsync(new { assignee = "sato" }));
        Assert.Equal([draft.Ticket], await _tenant.FoundAsync(new { ticket_ids = SimulatedTenant.List(draft.Ticket, 99) }));
        Assert.Equal([draft.Ticket], await _tenant.FoundAsync(new { message_ids = SimulatedTenant.List(draft.Message) }));
        Assert.Equal([elsewhere.Ticket], await _tenant.FoundAsync(box: 2));
        Assert.Empty(await _tenant.FoundAsync(new { label_ids = SimulatedTenant.List(1) }));
        Assert.Empty(await _tenant.FoundAsync(new { has_attachments = true }));
    }

    [Fact]
    public async Task Search_PagesUntilAnEmptyOne()
    {
        var tickets = Enumerable.Range(0, 7).Select(_ => _tenant.Do("send").Ticket).ToArray();

        var pages = new[] { await _tenant.FoundAsync(new { per_page = 3, page = 1 }), await _tenant.FoundAsync(new { per_page = 3, page = 2 }), await _tenant.FoundAsync(new { per_page = 3, page = 3 }), await _tenant.FoundAsync(new { per_page = 3, page = 4 }) };

        Assert.Equal([3, 3, 1, 0], pages.Select(p => p.Length));
        Assert.Equal(tickets, pages.SelectMany(p => p).Order());
    }

    [Fact]
    public async Task Search_RowHasNoMessages()
    {
        _tenant.Do("send");

        var row = Assert.Single(await _tenant.SearchAsync(new { }))!.AsObject();

        Assert.Equal(
            ["ticket_id", "assignee", "status_cd", "created_at", "last_updated_at", "title", "color_cd", "case_category_ids", "label_ids", "pending_reason_id"],
            row.Select(m => m.Key));
    }

    [Theory]
    [InlineData("line", false, true)]
    [InlineData("chatplus", true, true)]
    [InlineData("yahoo", true, false)]
    [InlineData("r_messe", true, false)]
    public async Task Chat_HasItsProvidersHeaderAndLines(string channel, bool showsEmail, bool showsAuto)
    {
        var chat = _tenant.Do("utter", new { channel, email = "visitor@example.jp", text = "在庫は？" });
        _tenant.Do("utter", new { message = chat.Message, by = "sato", text = "ございます" });

        var answer = (await _tenant.GetAsync($"1/tickets/{chat.Ticket}/messages/{chat.Message}/{channel}")).Json.AsObject();
        var lines = answer["conversations"]!.AsArray();

        Assert.Equal(showsEmail ? "visitor@example.jp" : null, (string?)answer["email"]);
        Assert.Equal(["received", "sent"], lines.Select(l => (string)l!["action_cd"]!));
        Assert.Equal([null, "sato"], lines.Select(l => (string?)l!["sent_by"]));
        Assert.Equal(showsAuto, lines[1]!.AsObject().ContainsKey("auto_send"));
        Assert.True((long)lines[0]![$"{channel}_conversation_id"]! < (long)lines[1]![$"{channel}_conversation_id"]!);
        Assert.Equal(404, (await _tenant.GetAsync($"1/tickets/{chat.Ticket}/messages/{chat.Message}/mail")).Status);
    }

    [Fact]
    public async Task Chat_OfManyLines_IsReadInPagesOfAHundred()
    {
        var chat = _tenant.Do("utter", new { channel = "line" });
        for (var i = 1; i < 150; i++)
        {
            _tenant.Do("utter", new { message = chat.Message, by = "sato", text = $"{i}" });
        }

        var path = $"1/tickets/{chat.Ticket}/messages/{chat.Message}/line";
        JsonArray[] pages = [await LinesAsync(path), await LinesAsync(path + "?page=2"), await LinesAsync(path + "?page=3")];

        Assert.Equal([100, 50, 0], pages.Select(p => p.Count));
        Assert.Equal("149", (string)pages[1][^1]!["note"]!);
    }

    [Theory]
    [InlineData("POST", "1/mails", 200)]
    [InlineData("POST", "1/mails/reply", 200)]
    [InlineData("POST", "1/mails/draft", 200)]
    [InlineData("POST", "1/records", 200)]
    [InlineData("POST", "1/comments", 200)]
    [InlineData("PUT", "1/tickets/1001", 204)]
    [InlineData("PUT", "1/labels/1", 204)]
    [InlineData("DELETE", "customer_groups/1/customers/email/a@b.example", 204)]
    [InlineData("POST", "nowhere", 404)]
    public async Task Write_IsCountedAndNeverDone(string method, string path, int status)
    {
        _tenant.Do("send");

        var answer = await _tenant.SendAsync(method, path, method == "DELETE" ? null : new { subject = "x" });

        Assert.Equal(status, answer.Status);
        Assert.Equal(1, _tenant.State.Calls.ForbiddenWrites);
        Assert.Single(await _tenant.FoundAsync());
    }

    [Fact]
    public async Task Reads_BesideTheFive_AreCountedApart()
    {
        await _tenant.GetAsync("message_boxes");
        await _tenant.SearchAsync(new { });
        await _tenant.GetAsync("1/mail_accounts");
        await _tenant.SendAsync("POST", "1/templates/search", new { });

        Assert.Equal((4, 0, 2), (_tenant.State.Calls.Counted, _tenant.State.Calls.ForbiddenWrites, _tenant.State.Calls.OtherReads));
    }

    private async Task<JsonArray> LinesAsync(string path) => (await _tenant.GetAsync(path)).Json["conversations"]!.AsArray();
}
