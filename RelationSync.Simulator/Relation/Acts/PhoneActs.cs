namespace RelationSync.Simulator.Relation.Acts;

/// <summary>What people write down: memos (応対メモ) and calls (通話メモ).</summary>
internal static class PhoneActs
{
    private const string MissedTitle = "不在着信";

    public static ActResult Memo(ActScene scene)
    {
        if (scene.Act.RespondedAt > scene.At)
        {
            throw new ActRefusedException("responded_at must not be in the future");
        }

        if (scene.Act.Duration is < 0 or > 1440)
        {
            throw new ActRefusedException("duration must be 0 to 1440 minutes");
        }

        var title = scene.Act.Title ?? "来店時のご相談";
        if (scene.Act.Message is not null)
        {
            var known = scene.Message();
            scene.Fill(known.Method == "record" ? known : throw new ActRefusedException($"message {known.Id} is no memo"));
            return scene.Done(known);
        }

        var ticket = scene.TicketOrNew(title);
        if (ticket.Messages.Count == 0)
        {
            ticket.Status = "closed";
        }

        var message = scene.Add(ticket, "record", "sent");
        (message.Title, message.Body, message.To) = (title, "契約内容についてご相談を受けました。", CustomerOf(scene, ticket));
        scene.Fill(message);
        message.SentAt = Seconds.Of(scene.Act.RespondedAt ?? scene.At);
        message.Sender = scene.By?.MentionName;
        return scene.Done(message);
    }

    /// <summary>A call rings, ends, and is written down or missed; whatever of it the act names, in this order.</summary>
    public static ActResult Call(ActScene scene)
    {
        var act = scene.Act;
        if (!(act.Ring is true || act.HangUp is true || act.Record is true || act.Missed is true))
        {
            throw new ActRefusedException("call needs ring, hang_up, record or missed");
        }

        if (act.Direction is not (null or "inbound" or "outbound"))
        {
            throw new ActRefusedException("direction must be inbound or outbound");
        }

        var message = act.Message is null ? Ring(scene) : scene.Message();
        if (message.Method != "call")
        {
            throw new ActRefusedException($"message {message.Id} is no call");
        }

        if (act.HangUp is true || act.Record is true)
        {
            message.HungUpAt ??= scene.At;
        }

        if (act.Missed is true)
        {
            (message.Title, message.Body) = (MissedTitle, MissedTitle);
        }
        else if (act.Record is true)
        {
            (message.Title, message.Body) = (act.Title ?? "納期のお問い合わせ", act.Body ?? "納期についてお問い合わせがありました。");
            message.Sender = scene.By?.MentionName;
        }

        return scene.Done(message);
    }

    private static Message Ring(ActScene scene)
    {
        var isOutbound = scene.Act.Direction == "outbound";
        var phone = scene.Act.Phone ?? "03-1234-5678";
        var message = scene.Add(scene.TicketOrNew("通話"), "call", isOutbound ? "sent" : "received");
        (message.From, message.To) = isOutbound ? (string.Empty, phone) : (phone, string.Empty);
        message.SentAt = Seconds.Of(scene.At);
        return message;
    }

    private static string CustomerOf(ActScene scene, Ticket ticket)
    {
        string[] given = [.. ((string?[])[scene.Act.Email, scene.Act.Phone]).OfType<string>()];
        return given.Length > 0 ? string.Join(", ", given) : ActScene.CustomerOf(ticket);
    }
}
