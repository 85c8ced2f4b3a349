namespace RelationSync.Simulator.Relation.Acts;

/// <summary>An act with its tenant, box, person and time, looked up and checked.</summary>
internal sealed class ActScene
{
    private const string Customer = "customer@example.jp";

    private ActScene(Tenant tenant, TenantAct act, int boxId, TenantUser? by, DateTimeOffset at) =>
        (Tenant, Act, BoxId, By, At) = (tenant, act, boxId, by, at);

    public Tenant Tenant { get; }

    public TenantAct Act { get; }

    public int BoxId { get; }

    public TenantUser? By { get; }

    /// <summary>To the millisecond; what is kept of it has whole seconds.</summary>
    public DateTimeOffset At { get; }

    public string Mailbox => $"box{BoxId}@{Tenant.Name}.example";

    public static ActScene Of(Tenant tenant, TenantAct act)
    {
        if (act.Unknown is { Count: > 0 } unknown)
        {
            throw new ActRefusedException($"unknown members of an act: {string.Join(", ", unknown.Keys)}");
        }

        var box = BoxOf(tenant, act.Box, "box");
        var by = act.By is null ? null : UserOf(tenant, act.By);
        if (by is not null && tenant.Settings.Boxes[box - 1].Users is { } users && !users.Contains(by.MentionName))
        {
            throw new ActRefusedException($"{by.MentionName} doesn't work in box {box}");
        }

        return new ActScene(tenant, act, box, by, act.At ?? tenant.Now);
    }

    public static int BoxOf(Tenant tenant, System.Text.Json.JsonElement box, string member) =>
        tenant.Settings.BoxId(box) ?? throw new ActRefusedException($"{member} must be the id or name of a box");

    public static TenantUser UserOf(Tenant tenant, string mention) =>
        tenant.Settings.Users.FirstOrDefault(u => u.MentionName == mention) ?? throw new ActRefusedException($"no user {mention}");

    /// <summary>The ticket that the act names, or that of its message.</summary>
    public Ticket Ticket()
    {
        if (Act.Message is not null)
        {
            return Message().Ticket;
        }

        return Act.Ticket is { } id ? Find(id) : throw new ActRefusedException($"{Act.Op} needs a ticket");
    }

    public Ticket TicketOrNew(string title) => Act.Ticket is { } id ? Find(id) : Tenant.AddTicket(BoxId, title, Seconds.Of(At));

    public Ticket Find(long id) => Tenant.FindTicket(BoxId, id) ?? throw new ActRefusedException($"no ticket {id} in box {BoxId}");

    public Message Message()
    {
        var id = Act.Message ?? throw new ActRefusedException($"{Act.Op} needs a message");
        var message = Tenant.FindMessage(BoxId, id) ?? throw new ActRefusedException($"no message {id} in box {BoxId}");
        return Act.Ticket is null || message.Ticket.Id == Act.Ticket
            ? message
            : throw new ActRefusedException($"message {id} isn't in ticket {Act.Ticket}");
    }

    /// <summary>The message that the act names, in one of the states that allow it.</summary>
    public Message Message(params string[] states)
    {
        var message = Message();
        return states.Contains(message.Action)
            ? message
            : throw new ActRefusedException($"message {message.Id} is {message.Action}: {Act.Op} needs {string.Join(" or ", states)}");
    }

    public Message Add(Ticket ticket, string method, string action, bool automatic = false)
    {
        Message message = new(ticket, Tenant.NextMessageId(BoxId), method, action, Seconds.Of(At)) { IsAutomatic = automatic, Duration = Act.Duration };
        Tenant.AddMessage(message);
        return message;
    }

    /// <summary>Writes what the act says of addresses and text over what the message has.</summary>
    public void Fill(Message message)
    {
        message.Title = Act.Title ?? message.Title;
        message.Body = Act.Body ?? message.Body;
        message.IsHtml = Act.IsHtml ?? message.IsHtml;
        message.From = Act.From ?? message.From;
        message.To = Act.To ?? message.To;
        message.Cc = Act.Cc ?? message.Cc;
        message.Bcc = Act.Bcc ?? message.Bcc;
    }

    /// <summary>Who wrote last, else somebody.</summary>
    public static string CustomerOf(Ticket ticket) =>
        ticket.Messages.LastOrDefault(m => m.Action == "received" && m.From.Length > 0)?.From ?? Customer;

    public ActResult Done(Message message)
    {
        message.LastUpdatedAt = Seconds.Of(At);
        message.History.Add(new HistoryEntry(At, By?.MentionName, Act.Op!));
        Tenant.Show(message.Ticket, At);
        return new ActResult(message.Ticket.Id, message.Id);
    }

    public ActResult Done(Ticket ticket)
    {
        foreach (var message in ticket.Messages)
        {
            message.History.Add(new HistoryEntry(At, By?.MentionName, Act.Op!));
        }

        Tenant.Show(ticket, At);
        return new ActResult(ticket.Id, null);
    }
}
