namespace RelationSync.Simulator.Relation.Acts;

/// <summary>Chats: one message holds the whole conversation and moves with its last line.</summary>
internal static class ChatActs
{
    /// <summary>A line of somebody of ours if <c>by</c> says whose, of a rule if it is <c>auto</c>, else of the customer.</summary>
    public static ActResult Utter(ActScene scene)
    {
        var message = scene.Act.Message is null ? ChatOf(scene) : Checked(scene.Message());
        var isAuto = scene.Act.Auto is true;
        var isSent = isAuto || scene.By is not null;
        var at = Seconds.Of(scene.At);
        message.Utterances.Add(new Utterance(
            scene.Tenant.NextUtteranceId(),
            isSent,
            isSent ? scene.By?.FullName ?? "自動応答" : message.From,
            isAuto ? null : scene.By?.MentionName,
            isAuto,
            at,
            scene.Act.Text ?? (isSent ? "在庫がございます。" : "在庫はありますか。")));
        message.Action = "conversation";
        message.SentAt = message.SentAt > at ? message.SentAt : at;
        return scene.Done(message);
    }

    public static ActResult End(ActScene scene)
    {
        var message = scene.Message("conversation");
        message.Action = "end_conversation";
        message.Sender = scene.By?.MentionName;
        return scene.Done(message);
    }

    private static Message Checked(Message message) =>
        message.Action is "conversation" or "end_conversation" ? message : throw new ActRefusedException($"message {message.Id} is no chat");

    private static Message ChatOf(ActScene scene)
    {
        var channel = scene.Act.Channel ?? "line";
        var ticket = scene.TicketOrNew(scene.Act.Title ?? $"{channel}のお問い合わせ");
        if (ticket.Messages.LastOrDefault(m => m.Method == channel) is { } open)
        {
            return Checked(open);
        }

        var message = scene.Add(ticket, channel, "conversation");
        message.From = "お客様";
        message.Title = ticket.Title;
        scene.Fill(message);
        message.VisitorEmail = channel == "line" ? null : scene.Act.Email;
        return message;
    }
}
