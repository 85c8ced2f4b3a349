namespace RelationSync.Simulator.Relation.Acts;

/// <summary>The life of a mail or an SMS.</summary>
internal static class MessageActs
{
    public static ActResult Draft(ActScene scene) =>
        scene.Done(scene.Act.Message is null ? New(scene) : Edited(scene, scene.Message("draft", "rejected", "send_error"), "draft"));

    public static ActResult Send(ActScene scene)
    {
        var message = Outgoing(scene, "draft", "approved", "rejected", "send_error");
        if (scene.Act.SendingMs is not > 0)
        {
            Sent(message, scene.At);
            return scene.Done(message);
        }

        message.Action = "sending";
        message.SentAt = null;
        var done = scene.Done(message);
        var attempt = ++message.Attempts;
        var tenant = scene.Tenant;
        var due = tenant.Now.AddMilliseconds(scene.Act.SendingMs.Value);
        tenant.At(due, () =>
        {
            // Cancelled meanwhile, or sent anew after that.
            if (message.Action == "sending" && message.Attempts == attempt && !message.Ticket.IsGone)
            {
                Sent(message, due);
                message.LastUpdatedAt = Seconds.Of(due);
                tenant.Show(message.Ticket, due);
            }
        });
        return done;
    }

    public static ActResult CancelSend(ActScene scene) => BackToDraft(scene, "sending", "sent");

    public static ActResult Schedule(ActScene scene)
    {
        var at = scene.Act.ScheduledFor ?? throw new ActRefusedException("schedule needs scheduled_for");
        var message = Outgoing(scene, "draft", "approved", "rejected");
        message.Action = "scheduled";
        message.SentAt = Seconds.Of(at);
        return scene.Done(message);
    }

    public static ActResult Unschedule(ActScene scene) => BackToDraft(scene, "scheduled");

    public static ActResult Dispatch(ActScene scene)
    {
        var message = scene.Message("scheduled");
        message.Action = "sent";
        message.SentAt = Seconds.Of(scene.At);
        return scene.Done(message);
    }

    public static ActResult SendError(ActScene scene)
    {
        var message = scene.Message("sending", "scheduled", "sent");
        message.Action = "send_error";
        return scene.Done(message);
    }

    public static ActResult Request(ActScene scene)
    {
        var message = scene.Act.Message is null ? New(scene) : Edited(scene, scene.Message("draft", "rejected"), "draft");
        return Decide(scene, message, "requested", "request");
    }

    public static ActResult Approve(ActScene scene) => Decide(scene, scene.Message("requested"), "approved", "approve");

    public static ActResult Reject(ActScene scene) => Decide(scene, scene.Message("requested"), "rejected", "reject");

    public static ActResult Receive(ActScene scene)
    {
        var title = scene.Act.Title ?? "お問い合わせ";
        var ticket = scene.TicketOrNew(title);
        var message = scene.Add(ticket, scene.Act.Channel ?? "mail", "received");
        (message.Title, message.Body, message.From, message.To) = (title, "お世話になっております。\n納期を教えてください。", ActScene.CustomerOf(ticket), scene.Mailbox);
        scene.Fill(message);
        message.SentAt = Seconds.Of(scene.At);
        return scene.Done(message);
    }

    /// <summary>What a rule of the box answers at once; nobody sends it.</summary>
    public static ActResult AutoReply(ActScene scene)
    {
        var ticket = scene.Ticket();
        var message = scene.Add(ticket, "mail", "sent", automatic: true);
        (message.Title, message.Body, message.From, message.To) = ($"Re: {ticket.Title}", "お問い合わせを受け付けました。\n担当者から改めてご連絡します。", scene.Mailbox, ActScene.CustomerOf(ticket));
        scene.Fill(message);
        message.SentAt = Seconds.Of(scene.At);
        return scene.Done(message);
    }

    private static Message New(ActScene scene)
    {
        var title = scene.Act.Title ?? "お見積もりの件";
        var method = scene.Act.Channel ?? "mail";
        var ticket = scene.TicketOrNew(title);
        var message = scene.Add(ticket, method, "draft");
        (message.Title, message.Body, message.From, message.To) = method == "sms"
            ? (string.Empty, "ご予約は明日10時です。", string.Empty, "090-1234-5678")
            : (title, "お世話になっております。\n見積書をお送りします。", scene.Mailbox, ActScene.CustomerOf(ticket));
        scene.Fill(message);
        return message;
    }

    private static Message Edited(ActScene scene, Message message, string action)
    {
        message.Action = action;
        scene.Fill(message);
        return message;
    }

    private static Message Outgoing(ActScene scene, params string[] states)
    {
        var message = scene.Act.Message is null ? New(scene) : scene.Message(states);
        scene.Fill(message);
        message.Sender = scene.By?.MentionName;
        return message;
    }

    private static void Sent(Message message, DateTimeOffset at)
    {
        message.Action = "sent";
        message.SentAt = Seconds.Of(at);
    }

    private static ActResult BackToDraft(ActScene scene, params string[] from)
    {
        var message = scene.Message(from);
        message.Action = "draft";
        message.SentAt = null;
        message.Sender = null;
        return scene.Done(message);
    }

    private static ActResult Decide(ActScene scene, Message message, string action, string comment)
    {
        message.Action = action;
        message.Comments.Add(new Comment(scene.By?.MentionName, comment, scene.Act.Text ?? string.Empty, Seconds.Of(scene.At)));
        return scene.Done(message);
    }
}
