namespace RelationSync.Simulator.Relation.Control;

/// <summary>The oracle: every message that any answer could have shown, with its states and times, and what the API never tells: who did it.</summary>
internal static class ShownView
{
    public static object Of(Tenant tenant) => new { messages = tenant.AllMessages.Select(Of).ToArray() };

    private static object Of(Message message) => new
    {
        box_id = message.Ticket.BoxId,
        ticket_id = message.Ticket.Id,
        message_id = message.Id,
        places = message.Places.Select(p => new { box_id = p.BoxId, ticket_id = p.TicketId, message_id = p.MessageId }).ToArray(),
        method_cd = message.Method,
        action_cd = message.Action,
        created_at = message.CreatedAt,
        sent_at = message.SentAt,
        last_updated_at = message.LastUpdatedAt,
        title = message.Title,
        from = message.From,
        to = message.To,
        sender = message.Sender,
        automatic = message.IsAutomatic,
        duration = message.Duration,
        hung_up_at = message.HungUpAt,
        findable_at = message.FindableAt,
        gone_at = message.GoneAt,
        states = message.States.Select(s => new
        {
            action_cd = s.Action,
            sent_at = s.SentAt,
            last_updated_at = s.LastUpdatedAt,
            from = s.From,
            until = s.Until,
            served_at = s.ServedAt,
        }).ToArray(),
        utterances = message.Utterances.Select(u => new { id = u.Id, action_cd = u.IsSent ? "sent" : "received", sent_by = u.SentBy, auto_send = u.IsAuto, sent_at = u.SentAt, note = u.Text }).ToArray(),
        history = message.History.Select(h => new { at = h.At, by = h.By, op = h.Op }).ToArray(),
    };
}
