using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Api;

namespace RelationSync.Benchmarks.Polling;

/// <summary>
/// One seed: a tenant of two boxes lives for a while, with faults, an index that lags and a process that dies; then it is
/// left alone, and every message has to have its Events.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The network outlives the processes that use it; it holds nothing open.")]
internal sealed class PollRun
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 1, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan DrainInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(16);
    private static readonly TimeSpan LongestLatency = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Unseen = TimeSpan.FromMinutes(5);
    private const int MostRests = 6;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(55);

    private readonly PollStore _store;
    private readonly long _seed;
    private readonly Random _random;
    private readonly LeapingTime _time;
    private readonly RelationWorld _world;
    private readonly PollNetwork _network;
    private readonly PollOrg _org;
    private readonly List<PollLife> _lives = [];
    private readonly string _tenant;
    private readonly bool _isCalm;
    private readonly bool _hasPushes;
    private readonly Dictionary<PollLife, bool> _pushed = [];
    private Guid[] _connections = [];
    private long[] _inboxes = [];
    private PollFaults? _faults;
    private PollProcess _process;
    private DateTimeOffset _lastAct;
    private int _restarts;

    public PollRun(PollStore store, long seed)
    {
        (_store, _seed, _random) = (store, seed, new Random((int)(seed % int.MaxValue)));
        _time = new LeapingTime(Start);
        _world = new RelationWorld(_time);
        _tenant = string.Create(CultureInfo.InvariantCulture, $"seed{seed}");
        // Every fourth has nothing against it, and tells how quick the reading is.
        _isCalm = seed % 4 == 0;
        // Every third inbox is told of by pushes too.
        _hasPushes = seed % 3 == 0;
        _network = new PollNetwork(new RelationHandler(_world), _time, _random);
        _org = new PollOrg(store.Store, _time);
        _process = NewProcess();
    }

    private Tenant Tenant => _world.Find(_tenant)!;

    public async Task<PollResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
            Plan();
            await LiveAsync(Start + Lifetime, cancellationToken);
            _faults!.Clear();
            // What a calm seed's last sends take is measured: the portal mustn't be down meanwhile. Of the others, some acts are while it is.
            await LiveAsync(_isCalm ? _lastAct + LongestLatency : _lastAct - Unseen, cancellationToken);
            await SettleAsync(cancellationToken);
            return Judge();
        }
        finally
        {
            _process.Dispose();
        }
    }

    private PollProcess NewProcess() => new(_store.Store, _time, () => _network);

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var token = _world.Create(_tenant, Settings()).Token;
        _faults = new PollFaults(Tenant, _random);
        FamilySource api = new(SourceOwner.Api);
        FamilySource shared = new(_hasPushes ? SourceOwner.Both : SourceOwner.Api);
        (_connections, _inboxes) = await _store.Store.WriteAsync(
            async (db, stopping) =>
            {
                Authorization authorization = new() { Id = Guid.NewGuid(), LoginUrl = "https://login.salesforce.com", RefreshTokenProtected = "-", CreatedAt = Start };
                db.Authorizations.Add(authorization);
                db.RelationTenants.Add(new RelationTenant { Subdomain = _tenant, TokenProtected = token });
                List<Guid> made = [];
                List<long> inboxes = [];
                for (var box = 1; box <= 2; box++)
                {
                    Inbox inbox = new()
                    {
                        Key = $"{_tenant}-{box}",
                        Name = $"{_tenant}-{box}",
                        TimeZone = "Asia/Tokyo",
                        SecretProtected = "-",
                        SyncFrom = Start.AddSeconds(-1),
                        CreatedAt = Start,
                        Sources = new InboxSources(shared, shared, shared, api),
                    };
                    db.Inboxes.Add(inbox);
                    await db.SaveChangesAsync(stopping);
                    Connection connection = new() { Id = Guid.NewGuid(), InboxId = inbox.Id, AuthorizationId = authorization.Id, Targets = TargetKind.Both, LinkOpportunities = true, CreatedAt = Start };
                    db.Connections.Add(connection);
                    db.RelationBoxes.Add(new RelationBox { InboxId = inbox.Id, Subdomain = _tenant, BoxId = box, DefaultOperator = "sato@example.com" });
                    made.Add(connection.Id);
                    inboxes.Add(inbox.Id);
                }

                return (made.ToArray(), inboxes.ToArray());
            },
            cancellationToken);
    }

    private TenantSettings Settings() => new()
    {
        Users =
        [
            new TenantUser { MentionName = "sato", Email = "sato@example.com", LastName = "佐藤", FirstName = "花子" },
            new TenantUser { MentionName = "suzuki", Email = "suzuki@example.com", LastName = "鈴木", FirstName = "一郎" },
        ],
        Boxes = [new TenantBox { Name = "窓口" }, new TenantBox { Name = "受注" }],
        IndexLagMs = _isCalm ? 0 : Pick(0, 2_000, 10_000),
        IndexJitterMs = _isCalm ? 0 : Pick(0, 5_000, 35_000),
        Order = Pick("newest", "id", "shuffle"),
        LastUpdatedSince = Pick("ignored", "ignored", "honoured", "refused"),
        SkewMs = _isCalm ? 0 : Pick(0, 0, 40_000, -40_000),
        OthersPerMinute = _isCalm ? 0 : Pick(0, 0, 15),
    };

    private T Pick<T>(params T[] among) => among[_random.Next(among.Length)];

    private void Plan()
    {
        for (var i = _random.Next(4, 13); i > 0; i--)
        {
            PollLife life = new(_world, _tenant, _random, $"t{_seed}x{i}z");
            _lives.Add(life);
            // By either clock after the connection.
            var begins = Start + TimeSpan.FromSeconds(50 + (_random.NextDouble() * 400));
            foreach (var (after, act) in life.Steps)
            {
                _time.At(begins + after, act);
                _lastAct = begins + after > _lastAct ? begins + after : _lastAct;
            }
        }

        if (_isCalm)
        {
            return;
        }

        for (var i = _random.Next(0, 4); i > 0; i--)
        {
            _time.At(Start + TimeSpan.FromSeconds(_random.Next(0, 600)), () => _time.At(_time.GetUtcNow() + _faults!.Arm(), _faults!.Clear));
        }

        for (var i = _random.Next(0, 4); i > 0; i--)
        {
            _time.At(Start + TimeSpan.FromSeconds(_random.Next(0, 700)), () => _network.DieSoon(_process.Life, mostCalls: 5));
        }
    }

    private async Task LiveAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (next, drainAt) = (_time.GetUtcNow(), _time.GetUtcNow() + DrainInterval);
        while (_time.GetUtcNow() < until)
        {
            if (_time.GetUtcNow() >= next)
            {
                next = await ReadAsync(cancellationToken);
                if (_hasPushes && _random.Next(3) == 0)
                {
                    await PushAsync(cancellationToken);
                }
            }

            if (_time.GetUtcNow() >= drainAt)
            {
                await DrainAsync(cancellationToken);
                drainAt = _time.GetUtcNow() + DrainInterval;
            }

            _time.AdvanceTo(next < drainAt ? next : drainAt);
        }
    }

    /// <summary>As the worker does: where nothing is due, nothing is asked.</summary>
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (await _store.Store.ReadAsync((db, stopping) => db.Actions.AnyAsync(a => (a.Status == ActionStatus.Held || a.Status == ActionStatus.Pending || a.Status == ActionStatus.Syncing) && _inboxes.Contains(a.InboxId) && a.DueAt <= now, stopping), cancellationToken))
        {
            await _org.DrainAsync(_connections, cancellationToken);
        }
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
            _process.Dispose();
            _process = NewProcess();
            _restarts++;
            _time.Advance(TimeSpan.FromSeconds(_random.Next(1, 180)));
            return _time.GetUtcNow();
        }
    }

    /// <summary>
    /// Until nothing waits any more. In between nobody reads for longer than a chat's pause and the slow lane's interval, as if
    /// the portal were down: what was missed has to be found afterwards.
    /// </summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        for (var rest = 0; rest < MostRests; rest++)
        {
            _time.Advance(Rest);
            await LiveAsync(_time.GetUtcNow() + TimeSpan.FromMinutes(3), cancellationToken);
            if (rest > 0 && await IsQuietAsync(cancellationToken))
            {
                break;
            }
        }

        // Holds pass, and what they held is written.
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(DrainInterval);
            await DrainAsync(cancellationToken);
        }
    }

    private Task<bool> IsQuietAsync(CancellationToken cancellationToken) => _store.Store.ReadAsync(
        async (db, stopping) => !await db.RelationTickets.AnyAsync(t => t.Subdomain == _tenant && (t.DirtySince != null || t.LookAgainAt != null), stopping),
        cancellationToken);

    /// <summary>What a caller of the intake tells of the same messages, early or late.</summary>
    private async Task PushAsync(CancellationToken cancellationToken)
    {
        foreach (var life in _lives.FindAll(l => l is { PressedAt: not null, Push: not null } && !_pushed.ContainsKey(l)))
        {
            _pushed[life] = false;
            if (_random.Next(3) == 0)
            {
                continue;
            }

            var (type, channel, data) = life.Push!.Value;
            var json = $$"""{"id":"push-{{life.Token}}","type":"{{type}}","channel":"{{channel}}","activity_id":"own-{{life.Token}}","relation_message_id":{{life.Message}},"occurred_at":"{{PollLife.At(life.PressedAt)}}","operator":{"email":"{{life.By}}@example.com"},"data":{{data}}}""";
            var bytes = Encoding.UTF8.GetBytes(json);
            using var document = JsonDocument.Parse(bytes);
            var now = _time.GetUtcNow();
            if (OperationReader.Read(document.RootElement, now) is not { Operation: { } operation } reading)
            {
                throw new InvalidOperationException(string.Join("; ", OperationReader.Read(document.RootElement, now).Faults.Select(f => $"{f.Pointer} {f.Message}")));
            }

            var result = await _process.Intake.AcceptAsync(_inboxes[life.PressedIn - 1], [new IncomingOperation(reading.Operation, bytes, now)], cancellationToken);
            _pushed[life] = result[0].Status == IntakeStatus.Accepted;
        }
    }

    private PollResult Judge()
    {
        List<string> problems = [];
        List<TimeSpan> latencies = [];
        var (missed, doubled) = (0, 0);
        foreach (var message in Tenant.AllMessages.Where(m => m.Action is not "received"))
        {
            var life = _lives.Find(l => message.Title.Contains(l.Token, StringComparison.Ordinal) || message.Body.Contains(l.Token, StringComparison.Ordinal));
            if (life is null)
            {
                // A call that nobody wrote down.
                continue;
            }

            var events = _org.Org.Events.FindAll(e => e.Record.Subject.Contains(life.Token, StringComparison.Ordinal) || e.Record.Description.Contains(life.Token, StringComparison.Ordinal));
            var expected = PollExpectation.Of(message, _faults!.HideReceipts);
            missed += Math.Max(0, expected.Least - events.Count);
            doubled += Math.Max(0, events.Count - expected.Most);
            if (events.Count < expected.Least || events.Count > expected.Most)
            {
                problems.Add($"seed {_seed}: {life}: {events.Count} Events, {expected.Least} to {expected.Most} expected; states {string.Join(", ", message.States.Select(s => $"{s.Action} {s.From:HH:mm:ss}{(s.ServedAt is null ? "" : " read")}"))}; boxes {string.Join(", ", message.Places.Select(p => p.BoxId))}{(_pushed.TryGetValue(life, out var taken) ? taken ? "; pushed" : "; push not taken" : "")}; {string.Join(", ", message.History.Select(h => h.Op))}");
            }

            if (_isCalm && life.Kind is "mail" or "sms" && events is [var only])
            {
                latencies.Add(only.CreatedDate - message.States.First(s => s.Action == "sent").From);
            }
        }

        var most = Tenant.Calls.All.Where(c => c.IsCounted).CountBy(c => c.At.ToUnixTimeSeconds() / 60).Select(c => c.Value).DefaultIfEmpty().Max();
        if (Tenant.Calls.OverLimit > 0)
        {
            problems.Add($"seed {_seed}: {Tenant.Calls.OverLimit} requests over the limit");
        }

        if (Tenant.Calls.ForbiddenWrites + Tenant.Calls.OtherReads > 0)
        {
            problems.Add($"seed {_seed}: calls beside the five that are allowed");
        }

        problems.AddRange(latencies.Where(l => l > LongestLatency).Select(l => $"seed {_seed}: {l.TotalSeconds:0} s to an Event"));
        return new PollResult(Tenant.AllMessages.Count, _org.Org.Events.Count, missed, doubled, Tenant.Calls.Counted, most, _restarts, latencies, problems);
    }
}
