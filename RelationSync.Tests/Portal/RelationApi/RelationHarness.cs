using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Simulator.Relation.Api;
using RelationSync.Simulator.Relation.Faults;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>An outbox whose inbox is read from a simulated Re:lation in the same process, on one clock to turn.</summary>
internal sealed class RelationHarness : IDisposable
{
    public const string Tenant = "acme";
    public const string Desk = "desk@example.com";

    private readonly RelationHandler _handler;

    public RelationHarness(TenantSettings? settings = null)
    {
        Outbox = new SyncHarness();
        World = new RelationWorld(Outbox.Clock);
        Credentials = World.Create(Tenant, settings ?? Usual());
        _handler = new RelationHandler(World);
        Restart();
    }

    /// <summary>Another one has other keys.</summary>
    public ISecretBox Secrets { get; set; } = new SecretBox(new EphemeralDataProtectionProvider());

    public SyncHarness Outbox { get; }

    public RelationWorld World { get; }

    public TenantCredentials Credentials { get; private set; }

    public TenantRound Round { get; private set; } = null!;

    public Tenant Simulated => World.Find(Tenant)!;

    public DateTimeOffset Now => Outbox.Clock.GetUtcNow();

    public static TenantSettings Usual(string ids = "tenant", string order = "newest", int lagMs = 0, int jitterMs = 0, string lastUpdatedSince = "ignored") => new()
    {
        Ids = ids,
        Order = order,
        LastUpdatedSince = lastUpdatedSince,
        IndexLagMs = lagMs,
        IndexJitterMs = jitterMs,
        Users =
        [
            new TenantUser { MentionName = "sato", Email = "sato@example.com", LastName = "佐藤", FirstName = "花子" },
            new TenantUser { MentionName = "tanaka", Email = "tanaka@example.com", LastName = "田中", FirstName = "一郎" },
        ],
        Boxes = [new TenantBox { Name = "サポート" }, new TenantBox { Name = "営業" }],
    };

    /// <summary>A reader that remembers nothing, as after a restart.</summary>
    public void Restart()
    {
        var clock = Outbox.Clock;
        var store = Outbox.Store;
        var client = new RelationApiClient(
            new AnsweringFactory(_handler), Options.Create(new RelationApiOptions { BaseUrl = "http://127.0.0.1/relation/{subdomain}" }), clock);
        var calls = new TenantCalls(client, clock, NullLogger<TenantCalls>.Instance);
        var search = new RelationSync.Portal.RelationApi.TicketSearch(calls);
        var users = new ReadUsers(store, calls);
        Round = new TenantRound(
            store,
            new TenantSessions(store, Secrets, clock, NullLogger<TenantSessions>.Instance),
            new TenantFaults(store, NullLogger<TenantFaults>.Instance),
            new ScanBox(store, search),
            new SweepBox(store, search),
            new ReadTicket(store, calls, new ReadChats(store, new ChatPages(calls)), new FormerBox(calls), users, Outbox.Intake, Outbox.Holds, clock, NullLogger<ReadTicket>.Instance),
            users,
            new ProbeTenant(store, calls),
            new SearchBackfill(store, search),
            clock);
    }

    /// <summary>Reads the inbox from that box of the tenant, all families.</summary>
    public Task ConnectAsync(long boxId = 1, BoxRules? rules = null) => Outbox.Store.WriteAsync(
        async (db, token) =>
        {
            await new SaveSource(Secrets).RunAsync(db, Outbox.InboxId, Tenant, Credentials.Token, boxId, Desk, token);
            var inbox = await db.Inboxes.SingleAsync(i => i.Id == Outbox.InboxId, token);
            inbox.SyncFrom = Now;
            var api = new FamilySource(SourceOwner.Api, SourceOwner.Api);
            inbox.Sources = new InboxSources(api, api, api, api);
            await db.SaveChangesAsync(token);
            (await db.RelationBoxes.SingleAsync(b => b.InboxId == Outbox.InboxId, token)).Rules = rules?.Write() ?? "";
        },
        CancellationToken.None);

    public Task ReplaceTokenAsync(string replacement) => Outbox.Store.WriteAsync(
        async (db, token) => new SaveSource(Secrets).Replace(await db.RelationTenants.SingleAsync(token), replacement), CancellationToken.None);

    public static JsonElement Box(long id) => JsonSerializer.SerializeToElement(id);

    public ActResult Do(string op, TenantAct? act = null, long box = 1) =>
        World.Do(Tenant, (act ?? new TenantAct { By = "sato" }) with { Op = op, Box = Box(box) });

    public void Break(string kind, string? path = null, int? times = null, int? status = null, int? delayMs = null, bool? headers = null)
    {
        var request = new RelationFaultRequest { Kind = kind, Match = path is null ? null : new RelationFaultMatch { Path = path }, Times = times, Status = status, DelayMs = delayMs, Headers = headers };
        lock (Simulated.Gate)
        {
            Simulated.Faults.Add(RelationFaultReader.Read(request, out var problem) ?? throw new ArgumentException(problem));
        }
    }

    public void Mend()
    {
        lock (Simulated.Gate)
        {
            Simulated.Faults.Clear();
        }
    }

    /// <summary>Lets time pass, with the reader at work whenever it wants to be.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        var end = Now + span;
        while (Now < end)
        {
            var next = await RunAsync();
            var at = next is { } given && given < end ? given : end;
            Outbox.Clock.Advance(at > Now ? at - Now : TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>One round; time passes where it waits within.</summary>
    public async Task<DateTimeOffset?> RunAsync()
    {
        var running = Task.Run(() => Round.RunAsync(Tenant, Now.AddSeconds(55), CancellationToken.None));
        while (await Task.WhenAny(running, Task.Delay(1)) != running)
        {
            Outbox.Clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        return await running;
    }

    public Task<List<SyncAction>> ActionsAsync() => Outbox.ActionsAsync();

    public Task<List<RelationMessage>> MessagesAsync() => Outbox.Store.ReadAsync((db, token) => db.RelationMessages.OrderBy(m => m.MessageId).ToListAsync(token), CancellationToken.None);

    public Task<List<RelationTicket>> TicketsAsync() => Outbox.Store.ReadAsync((db, token) => db.RelationTickets.OrderBy(t => t.TicketId).ToListAsync(token), CancellationToken.None);

    public Task<RelationTenant> TenantAsync() => Outbox.Store.ReadAsync((db, token) => db.RelationTenants.SingleAsync(token), CancellationToken.None);

    public Task<RelationBox> BoxAsync() => Outbox.Store.ReadAsync((db, token) => db.RelationBoxes.SingleAsync(b => b.InboxId == Outbox.InboxId, token), CancellationToken.None);

    public void Dispose()
    {
        _handler.Dispose();
        Outbox.Dispose();
    }
}
