namespace RelationSync.Tests.Simulator.Relation;

/// <summary>What people do with whole tickets, and what the API shows of it.</summary>
public sealed class RelationTicketActTests : IDisposable
{
    private readonly SimulatedTenant _tenant = new();

    public void Dispose() => _tenant.Dispose();

    [Fact]
    public async Task MoveMessage_KeepsItsId_AndAnEmptyTicketGoes()
    {
        var one = _tenant.Do("send");
        var other = _tenant.Do("send");
        _tenant.Do("move_message", new { message = one.Message, to_ticket = other.Ticket });

        Assert.Equal(404, (await _tenant.GetAsync($"1/tickets/{one.Ticket}")).Status);
        Assert.Equal([one.Message, other.Message], (await _tenant.TicketAsync(other.Ticket))["messages"]!.AsArray().Select(m => (long)m!["message_id"]!).Order());
        Assert.Equal([other.Ticket], await _tenant.FoundAsync());
    }

    [Fact]
    public async Task MoveTicket_TakesItsTime_AndTheIdsAlong()
    {
        var mail = _tenant.Do("send");
        _tenant.Do("move_ticket", new { ticket = mail.Ticket, to_box = "受注", delay_ms = 5_000 });
        var before = (await _tenant.GetAsync($"1/tickets/{mail.Ticket}")).Status;
        _tenant.Advance(6);

        Assert.Equal((200, 404), (before, (await _tenant.GetAsync($"1/tickets/{mail.Ticket}")).Status));
        Assert.Equal(mail.Message, (long)(await _tenant.MessageAsync(mail, box: 2))["message_id"]!);
        Assert.Equal([mail.Ticket], await _tenant.FoundAsync(box: 2));
        Assert.Empty(await _tenant.FoundAsync());
    }

    [Fact]
    public async Task Trash_Restore_Purge_AndStatus()
    {
        var mail = _tenant.Do("send");
        _tenant.Do("set_status", new { ticket = mail.Ticket, status_cd = "ongoing" });
        _tenant.Do("trash", new { ticket = mail.Ticket });
        var trashed = (string)(await _tenant.TicketAsync(mail.Ticket))["status_cd"]!;
        _tenant.Do("restore", new { ticket = mail.Ticket });
        var restored = (string)(await _tenant.TicketAsync(mail.Ticket))["status_cd"]!;
        _tenant.Do("purge", new { ticket = mail.Ticket });

        Assert.Equal(("trash", "ongoing"), (trashed, restored));
        Assert.Equal(404, (await _tenant.GetAsync($"1/tickets/{mail.Ticket}")).Status);
        Assert.Empty(await _tenant.FoundAsync());
    }
}
