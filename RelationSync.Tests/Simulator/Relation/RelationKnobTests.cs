using System.Diagnostics;
using System.Text.Json;
using RelationSync.Simulator.Relation;

namespace RelationSync.Tests.Simulator.Relation;

/// <summary>Each knob of a tenant.</summary>
public sealed class RelationKnobTests
{
    [Fact]
    public async Task IndexLag_HidesAChangeFromTheSearch_NotFromTheTicket()
    {
        using SimulatedTenant tenant = new(new { index_lag_ms = 30_000 });
        var mail = tenant.Do("send");
        var atOnce = await tenant.FoundAsync();
        var shown = await tenant.ActionAsync(mail);
        tenant.Advance(30);
        var later = await tenant.FoundAsync();
        tenant.Do("trash", new { ticket = mail.Ticket });
        var stillOld = (string)(await tenant.SearchAsync(new { }))[0]!["status_cd"]!;
        tenant.Advance(30);

        Assert.Equal((0, "sent", 1, "open"), (atOnce.Length, shown, later.Length, stillOld));
        Assert.Empty(await tenant.SearchAsync(new { }));
    }

    [Fact]
    public async Task IndexJitter_IsATicketsOwn_AndStaysInItsBounds()
    {
        using SimulatedTenant tenant = new(new { index_lag_ms = 1_000, index_jitter_ms = 45_000 });
        var tickets = Enumerable.Range(0, 40).Select(_ => tenant.Do("send").Ticket).ToArray();

        tenant.Advance(0.9);
        var early = await tenant.FoundAsync();
        tenant.Advance(20);
        var some = await tenant.FoundAsync();
        tenant.Advance(26);
        var all = await tenant.FoundAsync();

        Assert.Empty(early);
        Assert.InRange(some.Length, 5, 35);
        Assert.Equal(tickets, all.Order());
    }

    [Fact]
    public async Task Order_IsNewestFirst_ById_OrNone()
    {
        using SimulatedTenant newest = new();
        using SimulatedTenant byId = new(new { order = "id" });
        using SimulatedTenant shuffled = new(new { order = "shuffle" });
        SimulatedTenant[] all = [newest, byId, shuffled];
        foreach (var tenant in all)
        {
            for (var i = 0; i < 12; i++)
            {
                tenant.Do("send");
                tenant.Advance(1);
            }

            tenant.Do("assign", new { ticket = 1_003, assignee = "sato" });
        }

        var mixed = await shuffled.FoundAsync();
        shuffled.Advance(60);
        var mixedAnew = await shuffled.FoundAsync();

        Assert.Equal([1_003, 1_012, 1_011], (await newest.FoundAsync()).Take(3));
        Assert.Equal([1_001, 1_002, 1_003], (await byId.FoundAsync()).Take(3));
        Assert.Equal(mixed.Order(), mixedAnew.Order());
        Assert.NotEqual(mixed.Order(), mixed);
        Assert.NotEqual(mixed, mixedAnew);
    }

    [Theory]
    [InlineData("honoured", 200, 1)]
    [InlineData("ignored", 200, 2)]
    [InlineData("refused", 400, 0)]
    public async Task LastUpdatedSince_IsHonouredIgnoredOrRefused(string knob, int status, int rows)
    {
        using SimulatedTenant tenant = new(new { last_updated_since = knob });
        tenant.Do("send");
        tenant.Advance(60);
        tenant.Do("send");

        var answer = await tenant.SendAsync("POST", "1/tickets/search", new { last_updated_since = "2026-06-01T01:01:00Z" });

        Assert.Equal(status, answer.Status);
        Assert.Equal(rows, status == 200 ? answer.Json.AsArray().Count : 0);
    }

    [Fact]
    public async Task Ids_OfABoxOnly_CollideOverBoxes_AndChangeWithAMove()
    {
        using SimulatedTenant tenant = new(new { ids = "box" });
        var here = tenant.Do("send", new { title = "此方" });
        var there = tenant.Do("send", new { box = 2, title = "彼方" });
        tenant.Do("move_ticket", new { ticket = here.Ticket, to_box = 2 });

        var moved = await tenant.FoundAsync(box: 2);

        Assert.Equal(here, there);
        Assert.Equal([here.Ticket, here.Ticket + 1], moved.Order());
        Assert.Equal("彼方", (string)(await tenant.MessageAsync(there, box: 2))["title"]!);
        Assert.Equal(2, tenant.State.AllMessages[0].Places.Count);
    }

    [Fact]
    public async Task Token_ThatOpensSomeBoxes_IsForbiddenInTheOthers()
    {
        using SimulatedTenant tenant = new(new { token_boxes = SimulatedTenant.List<object>("受注") });

        var boxes = (await tenant.GetAsync("message_boxes")).Json.AsArray();
        var closed = await tenant.SendAsync("POST", "1/tickets/search", new { });
        var open = await tenant.SendAsync("POST", "2/tickets/search", new { });

        Assert.Equal("受注", (string)Assert.Single(boxes)!["name"]!);
        Assert.Equal((403, "58"), (closed.Status, closed.Header("X-RateLimit-Remaining")));
        Assert.Equal(200, open.Status);
    }

    [Theory]
    [InlineData("""{"colour":1}""", "colour")]
    [InlineData("""{"users":[{"mention_name":"a","nick":"b"}]}""", "users[0].nick")]
    [InlineData("""{"boxes":[{"name":"a","size":1}]}""", "boxes[0].size")]
    [InlineData("""{"users":[{"email":"a@b.example"}]}""", "mention_name")]
    [InlineData("""{"users":[{"mention_name":"a"},{"mention_name":"a"}]}""", "twice")]
    [InlineData("""{"users":[{"mention_name":"a","status_cd":"gone"}]}""", "status_cd")]
    [InlineData("""{"users":null}""", "lists")]
    [InlineData("""{"boxes":[null]}""", "object")]
    [InlineData("""{"boxes":[{"name":""}]}""", "name")]
    [InlineData("""{"boxes":[{"name":"a","users":["b"]}]}""", "b")]
    [InlineData("""{"order":"oldest"}""", "order")]
    [InlineData("""{"ids":"world"}""", "ids")]
    [InlineData("""{"last_updated_since":"maybe"}""", "last_updated_since")]
    [InlineData("""{"index_lag_ms":-1}""", "index_lag_ms")]
    [InlineData("""{"others_per_minute":-1}""", "others_per_minute")]
    [InlineData("""{"skew_ms":999999999999}""", "skew_ms")]
    [InlineData("""{"token_boxes":["nowhere"]}""", "nowhere")]
    public void Tenant_ThatCannotBe_IsRefusedWithTheReason(string settings, string named)
    {
        var tenant = JsonSerializer.Deserialize<TenantSettings>(settings, SimulatedTenant.Wire)!;

        Assert.Contains(named, tenant.Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FiveThousandTickets_AreSearchedFast()
    {
        using SimulatedTenant tenant = new(new { order = "shuffle" });
        for (var i = 0; i < 5_000; i++)
        {
            tenant.Do("send", new { at = tenant.Time.GetUtcNow().AddMinutes(-i) });
        }

        await tenant.FoundAsync();
        var clock = Stopwatch.StartNew();
        for (var page = 1; page <= 20; page++)
        {
            Assert.Equal(50, (await tenant.FoundAsync(new { page })).Length);
        }

        // Generous: this machine is shared. It takes a few milliseconds each.
        Assert.InRange(clock.Elapsed.TotalSeconds / 20, 0, 0.25);
    }

    [Fact]
    public async Task ActsAndReads_AtTheSameTime_LoseNothing()
    {
        using SimulatedTenant tenant = new();
        var acts = Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                tenant.Do("send");
            }
        }));
        var reads = Enumerable.Range(0, 8).Select(_ => Task.Run(() => tenant.FoundAsync()));

        await Task.WhenAll(acts.Concat(reads));

        Assert.Equal(800, tenant.State.AllMessages.DistinctBy(m => m.Id).Count());
        Assert.Equal(50, (await tenant.FoundAsync(new { page = 16 })).Length);
        Assert.Empty(await tenant.FoundAsync(new { page = 17 }));
    }
}
