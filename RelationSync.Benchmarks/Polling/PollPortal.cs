using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Intake;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Api;

namespace RelationSync.Benchmarks.Polling;

/// <summary>The portal's part on a virtual clock: it reads a tenant, drains into an org, dies and starts anew.</summary>
[SuppressMessage("Reliability", "CA2213", Justification = "The network outlives the processes that use it; it holds nothing open.")]
internal sealed class PollPortal : IDisposable
{
    public const string DefaultOperator = "sato@example.com";

    private static readonly TimeSpan DrainInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(55);

    private readonly Store _store;
    private readonly string _tenant;
    private readonly LeapingTime _time;
    private readonly Random _random;
    private readonly PollNetwork _network;
    private PollProcess _process;
    private Dictionary<long, Guid> _connections = [];

    public PollPortal(Store store, RelationWorld world, string tenant, LeapingTime time, Random random)
    {
        (_store, _tenant, _time, _random) = (store, tenant, time, random);
        _network = new PollNetwork(new RelationHandler(world), time, random);
        Org = new PollOrg(store, time);
        _process = NewProcess();
    }

    public PollOrg Org { get; }

    public int Restarts { get; private set; }

    public IOperationIntake Intake => _process.Intake;

    public GetSource Source => _process.Source;

    /// <summary>Of the boxes in their order.</summary>
    public IReadOnlyList<long> Inboxes { get; private set; } = [];

    /// <summary>Makes an inbox with a connection for each box of the tenant.</summary>
    public async Task ConnectAsync(string token, int boxes, InboxSources sources, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        _connections = await _store.WriteAsync(
            async (db, stopping) =>
            {
                Authorization authorization = new() { Id = Guid.NewGuid(), LoginUrl = "https://login.salesforce.com", RefreshTokenProtected = "-", CreatedAt = now };
                db.Authorizations.Add(authorization);
                db.RelationTenants.Add(new RelationTenant { Subdomain = _tenant, TokenProtected = token });
                List<(Inbox Inbox, int Box)> made = [.. Enumerable.Range(1, boxes).Select(box => (NewInbox(box, sources, now), box))];
                db.Inboxes.AddRange(made.Select(m => m.Inbox));
                await db.SaveChangesAsync(stopping);
                List<Connection> connections = [.. made.Select(m => NewConnection(m.Inbox, authorization, now))];
                db.Connections.AddRange(connections);
                db.RelationBoxes.AddRange(made.Select(m => new RelationBox { InboxId = m.Inbox.Id, Subdomain = _tenant, BoxId = m.Box, DefaultOperator = DefaultOperator }));
                return connections.ToDictionary(c => c.InboxId, c => c.Id);
            },
            cancellationToken);
        Inboxes = [.. _connections.Keys.Order()];
    }

    /// <summary>Reads and drains whenever that is due.</summary>
    /// <param name="afterReading">What else is done after each turn of reading.</param>
    public async Task LiveAsync(DateTimeOffset until, Func<CancellationToken, Task>? afterReading, CancellationToken cancellationToken)
    {
        var (next, drainAt) = (_time.GetUtcNow(), _time.GetUtcNow() + DrainInterval);
        while (_time.GetUtcNow() < until)
        {
            if (_time.GetUtcNow() >= next)
            {
                next = await ReadAsync(cancellationToken);
                await (afterReading?.Invoke(cancellationToken) ?? Task.CompletedTask);
            }

            if (_time.GetUtcNow() >= drainAt)
            {
                await DrainAsync(cancellationToken);
                drainAt = _time.GetUtcNow() + DrainInterval;
            }

            _time.AdvanceTo(next < drainAt ? next : drainAt);
        }
    }

    /// <summary>Holds pass, and what they held is written.</summary>
    public async Task PassHoldsAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(DrainInterval);
            await DrainAsync(cancellationToken);
        }
    }

    /// <summary>Dies at one of its next calls.</summary>
    public void DieSoon(int mostCalls) => _network.DieSoon(_process.Life, mostCalls);

    /// <summary>Whether no ticket waits to be read.</summary>
    public Task<bool> IsQuietAsync(CancellationToken cancellationToken) => _store.ReadAsync(
        async (db, stopping) => !await db.RelationTickets.AnyAsync(t => t.Subdomain == _tenant && (t.DirtySince != null || t.LookAgainAt != null), stopping),
        cancellationToken);

    public void Dispose() => _process.Dispose();

    private PollProcess NewProcess() => new(_store, _time, () => _network);

    private Inbox NewInbox(int box, InboxSources sources, DateTimeOffset now)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{_tenant}-{box}");
        return new Inbox { Key = key, Name = key, TimeZone = "Asia/Tokyo", SecretProtected = "-", SyncFrom = now.AddSeconds(-1), CreatedAt = now, Sources = sources };
    }

    private static Connection NewConnection(Inbox inbox, Authorization authorization, DateTimeOffset now) =>
        new() { Id = Guid.NewGuid(), InboxId = inbox.Id, AuthorizationId = authorization.Id, Targets = TargetKind.Both, LinkOpportunities = true, CreatedAt = now };

    /// <summary>As the worker does: where nothing is due, nothing is asked.</summary>
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        var (now, inboxes) = (_time.GetUtcNow(), _connections.Keys.ToList());
        var due = await _store.ReadAsync(
            (db, stopping) => db.Actions
                .Where(a => (a.Status == ActionStatus.Held || a.Status == ActionStatus.Pending || a.Status == ActionStatus.Syncing) && inboxes.Contains(a.InboxId) && a.DueAt <= now)
                .Select(a => a.InboxId)
                .Distinct()
                .ToListAsync(stopping),
            cancellationToken);
        await Org.DrainAsync(due.ConvertAll(inbox => _connections[inbox]), cancellationToken);
    }

    /// <summary>One turn of reading; a death in it restarts the process a while later.</summary>
    /// <returns>When to come again.</returns>
    private async Task<DateTimeOffset> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _process.Round.RunAsync(_tenant, _time.GetUtcNow() + Turn, _process.Life.Token) ?? _time.GetUtcNow() + TimeSpan.FromSeconds(5);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _network.Died();
            _process.Dispose();
            _process = NewProcess();
            Restarts++;
            _time.Advance(TimeSpan.FromSeconds(_random.Next(1, 180)));
            return _time.GetUtcNow();
        }
    }
}
