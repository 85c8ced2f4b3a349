namespace RelationSync.Tests.Simulator.Relation;

/// <summary>Each act of a person, and what the API shows of it.</summary>
public sealed class RelationActTests : IDisposable
{
    private readonly SimulatedTenant _tenant = new();

    public void Dispose() => _tenant.Dispose();

    [Fact]
    public async Task Draft_Edited_KeepsItsCreationAndHasNoSentTime()
    {
        var draft = _tenant.Do("draft", new { by = "sato", title = "一" });
        _tenant.Advance(60);
        _tenant.Do("draft", new { message = draft.Message, title = "二" });

        var message = await _tenant.MessageAsync(draft);

        Assert.Equal("draft 二", $"{message["action_cd"]} {message["title"]}");
        Assert.Null(message["sent_at"]);
        Assert.Equal(("2026-06-01T01:00:00Z", "2026-06-01T01:01:00Z"), ((string)message["created_at"]!, (string)message["last_updated_at"]!));
        Assert.Empty(await _tenant.FoundAsync(new { since = "2026-01-01T00:00:00Z" }));
    }

    [Fact]
    public async Task Send_OfADraft_SetsTheSentTimeOnly()
    {
        var draft = _tenant.Do("draft");
        _tenant.Advance(300);
        _tenant.Do("send", new { message = draft.Message, by = "sato" });

        var message = await _tenant.MessageAsync(draft);

        Assert.Equal(("2026-06-01T01:00:00Z", "2026-06-01T01:05:00Z"), ((string)message["created_at"]!, (string)message["sent_at"]!));
        Assert.Equal("2026-06-01T01:05:00Z", (string)(await _tenant.TicketAsync(draft.Ticket))["last_updated_at"]!);
    }

    [Fact]
    public async Task Send_ThatTakesAWhile_IsSendingFirst()
    {
        var mail = _tenant.Do("send", new { sending_ms = 10_000 });
        var before = await _tenant.ActionAsync(mail);
        _tenant.Do("assign", new { ticket = mail.Ticket, assignee = "sato" });
        _tenant.Advance(11);
        var message = await _tenant.MessageAsync(mail);

        Assert.Equal("sending", before);
        Assert.Equal(("sent", "2026-06-01T01:00:10Z"), ((string)message["action_cd"]!, (string)message["sent_at"]!));
    }

    [Fact]
    public async Task CancelSend_WithinTheWait_MakesADraftThatStaysOne()
    {
        var mail = _tenant.Do("send", new { sending_ms = 10_000 });
        _tenant.Do("cancel_send", new { message = mail.Message });
        _tenant.Advance(60);

        Assert.Equal("draft", await _tenant.ActionAsync(mail));
    }

    [Fact]
    public async Task CancelSend_AndSendAnew_TakesTheSecondWait()
    {
        var mail = _tenant.Do("send", new { sending_ms = 10_000 });
        _tenant.Do("cancel_send", new { message = mail.Message });
        _tenant.Advance(5);
        _tenant.Do("send", new { message = mail.Message, sending_ms = 10_000 });
        _tenant.Advance(6);
        var early = await _tenant.ActionAsync(mail);
        _tenant.Advance(4);

        Assert.Equal(("sending", "sent"), (early, await _tenant.ActionAsync(mail)));
    }

    [Fact]
    public async Task CancelSend_AfterIt_TakesTheSentTimeAway()
    {
        var mail = _tenant.Do("send");
        _tenant.Do("cancel_send", new { message = mail.Message });

        var message = await _tenant.MessageAsync(mail);

        Assert.Equal("draft", (string)message["action_cd"]!);
        Assert.Null(message["sent_at"]);
    }

    [Fact]
    public async Task Schedule_ShowsTheTimeAhead_DispatchTheRealOne()
    {
        var mail = _tenant.Do("schedule", new { scheduled_for = "2026-06-02T00:00:00Z" });
        var planned = await _tenant.MessageAsync(mail);
        _tenant.Advance(86_400);
        _tenant.Do("dispatch", new { message = mail.Message });
        var sent = await _tenant.MessageAsync(mail);

        Assert.Equal(("scheduled", "2026-06-02T00:00:00Z"), ((string)planned["action_cd"]!, (string)planned["sent_at"]!));
        Assert.Equal(("sent", "2026-06-02T01:00:00Z"), ((string)sent["action_cd"]!, (string)sent["sent_at"]!));
    }

    [Fact]
    public async Task Unschedule_MakesItADraftAgain()
    {
        var mail = _tenant.Do("schedule", new { scheduled_for = "2026-06-02T00:00:00Z" });
        _tenant.Do("unschedule", new { message = mail.Message });

        Assert.Equal("draft", await _tenant.ActionAsync(mail));
    }

    [Fact]
    public async Task SendError_IsAStateOfItsOwn()
    {
        var mail = _tenant.Do("send", new { sending_ms = 10_000 });
        _tenant.Do("send_error", new { message = mail.Message });
        _tenant.Advance(60);

        Assert.Equal("send_error", await _tenant.ActionAsync(mail));
    }

    [Fact]
    public async Task Approval_LeavesAChainOfComments()
    {
        var mail = _tenant.Do("draft", new { by = "sato" });
        _tenant.Do("request", new { message = mail.Message, by = "sato", text = "確認お願いします" });
        var asked = await _tenant.ActionAsync(mail);
        _tenant.Do("reject", new { message = mail.Message, by = "suzuki" });
        var refused = await _tenant.ActionAsync(mail);
        _tenant.Do("request", new { message = mail.Message, by = "sato" });
        _tenant.Do("approve", new { message = mail.Message, by = "suzuki" });
        var allowed = await _tenant.ActionAsync(mail);
        _tenant.Do("send", new { message = mail.Message, by = "suzuki" });

        var comments = (await _tenant.MessageAsync(mail))["comments"]!.AsArray();
        Assert.Equal(("requested", "rejected", "approved", "sent"), (asked, refused, allowed, await _tenant.ActionAsync(mail)));
        Assert.Equal(["sato request", "suzuki reject", "sato request", "suzuki approve"], comments.Select(c => $"{c!["commenter"]} {c["comment_type"]}"));
        Assert.Equal("確認お願いします", (string)comments[0]!["comment"]!);
    }

    [Fact]
    public async Task Memo_CarriesItsOldDayAsSentTime_AndHidesItsLength()
    {
        var memo = _tenant.Do("memo", new { by = "sato", responded_at = "2026-05-25T03:00:00Z", duration = 45, email = "yamada@aozora.example", phone = "03-1234-5678" });

        var message = await _tenant.MessageAsync(memo);

        Assert.Equal("record sent 2026-05-25T03:00:00Z 2026-06-01T01:00:00Z", $"{message["method_cd"]} {message["action_cd"]} {message["sent_at"]} {message["created_at"]}");
        Assert.Equal("yamada@aozora.example, 03-1234-5678", (string)message["to"]!);
        Assert.Equal("closed", (string)(await _tenant.TicketAsync(memo.Ticket))["status_cd"]!);
        Assert.Empty(await _tenant.FoundAsync(new { since = "2026-06-01T00:00:00Z" }));
    }

    [Fact]
    public async Task Memo_Edited_OnlyMovesItsLastUpdate()
    {
        var memo = _tenant.Do("memo");
        _tenant.Advance(60);
        _tenant.Do("memo", new { message = memo.Message, body = "追記" });

        var message = await _tenant.MessageAsync(memo);
        Assert.Equal("追記 2026-06-01T01:00:00Z 2026-06-01T01:01:00Z", $"{message["body"]} {message["created_at"]} {message["last_updated_at"]}");
    }

    [Fact]
    public async Task Call_AppearsAtTheRing_AndIsWrittenDownLater()
    {
        var call = _tenant.Do("call", new { ring = true, phone = "090-1111-2222" });
        var ringing = await _tenant.MessageAsync(call);
        _tenant.Advance(180);
        _tenant.Do("call", new { message = call.Message, hang_up = true });
        _tenant.Advance(60);
        _tenant.Do("call", new { message = call.Message, record = true, by = "sato", title = "納期", body = "来週" });

        var written = await _tenant.MessageAsync(call);
        Assert.Equal(("received", "090-1111-2222", ""), ((string)ringing["action_cd"]!, (string)ringing["from"]!, (string)ringing["body"]!));
        Assert.Equal("来週 2026-06-01T01:00:00Z 2026-06-01T01:04:00Z", $"{written["body"]} {written["sent_at"]} {written["last_updated_at"]}");
    }

    [Fact]
    public async Task Call_OutboundAndMissed_SaySo()
    {
        var made = _tenant.Do("call", new { direction = "outbound", record = true, phone = "03-1" });
        var missed = _tenant.Do("call", new { missed = true });

        Assert.Equal("sent 03-1", $"{(await _tenant.MessageAsync(made))["action_cd"]} {(await _tenant.MessageAsync(made))["to"]}");
        Assert.Equal("不在着信", (string)(await _tenant.MessageAsync(missed))["title"]!);
    }

    [Fact]
    public async Task Chat_MovesWithItsLastLine_AndEnds()
    {
        var chat = _tenant.Do("utter", new { channel = "line" });
        _tenant.Advance(120);
        _tenant.Do("utter", new { ticket = chat.Ticket, channel = "line", by = "sato" });
        _tenant.Do("utter", new { message = chat.Message, auto = true });
        var open = await _tenant.MessageAsync(chat);
        _tenant.Do("end_chat", new { message = chat.Message, by = "sato" });
        var lines = (await _tenant.GetAsync($"1/tickets/{chat.Ticket}/messages/{chat.Message}/line")).Json["conversations"]!.AsArray();

        Assert.Equal(("conversation", "2026-06-01T01:02:00Z"), ((string)open["action_cd"]!, (string)open["sent_at"]!));
        Assert.Equal("end_conversation", await _tenant.ActionAsync(chat));
        Assert.Equal([(false, null), (false, "sato"), (true, null)], lines.Select(l => ((bool)l!["auto_send"]!, (string?)l["sent_by"])));
    }

    [Fact]
    public async Task Chat_OfAnUnknownChannel_ShowsNoLines()
    {
        var chat = _tenant.Do("utter", new { channel = "chatwork", by = "sato" });

        Assert.Equal("chatwork", (string)(await _tenant.MessageAsync(chat))["method_cd"]!);
        Assert.Equal(404, (await _tenant.GetAsync($"1/tickets/{chat.Ticket}/messages/{chat.Message}/chatwork")).Status);
    }

    [Fact]
    public async Task AutoReply_IsASentMailOfTheSameSecond_ToWhoWrote()
    {
        var question = _tenant.Do("receive", new { from = "yamada@aozora.example" });
        var reply = _tenant.Do("auto_reply", new { ticket = question.Ticket });

        var message = await _tenant.MessageAsync(reply);
        Assert.Equal("mail sent yamada@aozora.example", $"{message["method_cd"]} {message["action_cd"]} {message["to"]}");
        Assert.Equal((string)message["created_at"]!, (string)message["sent_at"]!);
        Assert.Equal(question.Ticket, reply.Ticket);
    }

    [Fact]
    public async Task Act_WithATimeOfItsOwn_IsStampedWithIt_AndSeenFromNow()
    {
        var mail = _tenant.Do("send", new { at = "2026-05-01T00:00:00Z" });

        Assert.Equal("2026-05-01T00:00:00Z", (string)(await _tenant.MessageAsync(mail))["sent_at"]!);
        Assert.Equal([mail.Ticket], await _tenant.FoundAsync());
    }

    [Fact]
    public void Act_ThatIsImpossible_IsRefusedAndChangesNothing()
    {
        var draft = _tenant.Do("draft");
        var version = _tenant.State.Version;

        Assert.Contains("is draft", _tenant.Refusal("dispatch", new { message = draft.Message }), StringComparison.Ordinal);
        Assert.Contains("op must be one of", _tenant.Refusal("launch"), StringComparison.Ordinal);
        Assert.Contains("colour, size", _tenant.Refusal("send", new { colour = 1, size = 2 }), StringComparison.Ordinal);
        Assert.Contains("no user", _tenant.Refusal("send", new { by = "nobody" }), StringComparison.Ordinal);
        Assert.Contains("box must be", _tenant.Refusal("send", new { box = 9 }), StringComparison.Ordinal);
        Assert.Contains("no message", _tenant.Refusal("send", new { message = 1 }), StringComparison.Ordinal);
        Assert.Contains("no ticket", _tenant.Refusal("send", new { ticket = 1 }), StringComparison.Ordinal);
        Assert.Contains("scheduled_for", _tenant.Refusal("schedule"), StringComparison.Ordinal);
        Assert.Contains("future", _tenant.Refusal("memo", new { responded_at = "2027-01-01T00:00:00Z" }), StringComparison.Ordinal);
        Assert.Contains("ring", _tenant.Refusal("call"), StringComparison.Ordinal);
        Assert.Contains("is no chat", _tenant.Refusal("utter", new { message = draft.Message }), StringComparison.Ordinal);
        Assert.Contains("trash", _tenant.Refusal("restore", new { ticket = draft.Ticket }), StringComparison.Ordinal);
        Assert.Equal(version, _tenant.State.Version);
    }

    [Fact]
    public void Act_OfSomebodyFromAnotherBox_IsRefused()
    {
        using SimulatedTenant tenant = new(new { boxes = new object[] { new { name = "窓口", users = SimulatedTenant.List("sato") } } });

        tenant.Do("send", new { by = "sato" });

        Assert.Contains("doesn't work", tenant.Refusal("send", new { by = "suzuki" }), StringComparison.Ordinal);
    }
}
