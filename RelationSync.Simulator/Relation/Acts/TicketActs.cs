namespace RelationSync.Simulator.Relation.Acts;

/// <summary>What concerns a whole ticket.</summary>
internal static class TicketActs
{
    public static ActResult Assign(ActScene scene)
    {
        var ticket = scene.Ticket();
        var assignee = scene.Act.Assignee ?? scene.By?.MentionName;
        ticket.Assignee = assignee is null ? null : ActScene.UserOf(scene.Tenant, assignee).MentionName;
        return scene.Done(ticket);
    }

    public static ActResult SetStatus(ActScene scene)
    {
        var ticket = scene.Ticket();
        ticket.Status = scene.Act.StatusCd is "open" or "ongoing" or "closed" or "unwanted" or "spam"
            ? scene.Act.StatusCd
            : throw new ActRefusedException("status_cd must be open, ongoing, closed, unwanted or spam");
        return scene.Done(ticket);
    }

    /// <summary>A ticket that is left without messages goes with them.</summary>
    public static ActResult MoveMessage(ActScene scene)
    {
        var message = scene.Message();
        var from = message.Ticket;
        var to = scene.Act.ToTicket is { } id ? scene.Find(id) : scene.Tenant.AddTicket(scene.BoxId, message.Title, Seconds.Of(scene.At));
        if (to == from)
        {
            throw new ActRefusedException($"message {message.Id} is in ticket {to.Id} already");
        }

        from.Messages.Remove(message);
        to.Messages.Add(message);
        message.Ticket = to;
        if (from.Messages.Count == 0)
        {
            scene.Tenant.Remove(from);
        }

        scene.Tenant.Show(from, scene.At);
        message.History.Add(new HistoryEntry(scene.At, scene.By?.MentionName, scene.Act.Op!));
        scene.Tenant.Show(to, scene.At);
        return new ActResult(to.Id, message.Id);
    }

    public static ActResult MoveTicket(ActScene scene)
    {
        var ticket = scene.Ticket();
        var box = ActScene.BoxOf(scene.Tenant, scene.Act.ToBox, "to_box");
        if (scene.Act.DelayMs is not > 0)
        {
            scene.Tenant.Move(ticket, box);
            return scene.Done(ticket);
        }

        var tenant = scene.Tenant;
        var due = tenant.Now.AddMilliseconds(scene.Act.DelayMs.Value);
        tenant.At(due, () =>
        {
            if (!ticket.IsGone)
            {
                tenant.Move(ticket, box);
                tenant.Show(ticket, due);
            }
        });
        return new ActResult(ticket.Id, null);
    }

    public static ActResult Trash(ActScene scene)
    {
        var ticket = scene.Ticket();
        if (ticket.Status != "trash")
        {
            (ticket.StatusBefore, ticket.Status) = (ticket.Status, "trash");
        }

        return scene.Done(ticket);
    }

    public static ActResult Restore(ActScene scene)
    {
        var ticket = scene.Ticket();
        ticket.Status = ticket.Status == "trash" ? ticket.StatusBefore : throw new ActRefusedException($"ticket {ticket.Id} isn't in the trash");
        return scene.Done(ticket);
    }

    /// <summary>Gone for ever, from the trash or not.</summary>
    public static ActResult Purge(ActScene scene)
    {
        var ticket = scene.Ticket();
        scene.Tenant.Remove(ticket);
        return scene.Done(ticket);
    }
}
