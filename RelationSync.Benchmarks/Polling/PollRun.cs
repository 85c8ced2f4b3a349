using System.Globalization;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Relation;

namespace RelationSync.Benchmarks.Polling;

/// <summary>
/// One seed: a tenant of two boxes lives for a while, with faults, an index that lags and a process that dies; then it is
/// left alone, and every message has to have its Events.
/// </summary>
internal sealed class PollRun : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 1, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(16);
    private static readonly TimeSpan Awake = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestLatency = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Unseen = TimeSpan.FromMinutes(5);
    private const int MostRests = 6;

    private readonly long _seed;
    private readonly Random _random;
    private readonly LeapingTime _time = new(Start);
    private readonly RelationWorld _world;
    private readonly PollPortal _portal;
    private readonly PollPushes _pushes;
    private readonly List<PollLife> _lives = [];
    private readonly string _tenant;
    private PollFaults? _faults;
    private DateTimeOffset _lastAct;

    private PollRun(Store store, long seed)
    {
        (_seed, _random) = (seed, new Random((int)(seed % int.MaxValue)));
        _world = new RelationWorld(_time);
        _tenant = string.Create(CultureInfo.InvariantCulture, $"seed{seed}");
        _portal = new PollPortal(store, _world, _tenant, _time, _random);
        _pushes = new PollPushes(_random);
    }

    private Tenant Tenant => _world.Find(_tenant)!;

    private bool IsCalm => PollSeed.IsCalm(_seed);

    public static async Task<PollResult> RunAsync(Store store, long seed, CancellationToken cancellationToken)
    {
        using PollRun run = new(store, seed);
        return await run.RunAsync(cancellationToken);
    }

    public void Dispose() => _portal.Dispose();

    private async Task<PollResult> RunAsync(CancellationToken cancellationToken)
    {
        var token = _world.Create(_tenant, PollSeed.Settings(_seed, _random)).Token;
        _faults = new PollFaults(Tenant, _random);
        await _portal.ConnectAsync(token, boxes: 2, PollSeed.Sources(_seed), cancellationToken);
        Plan();
        await LiveAsync(Start + Lifetime, cancellationToken);
        _faults.Clear();
        // What a calm seed's last sends take is measured: the portal mustn't be down meanwhile. Of the others, some acts are while it is.
        await LiveAsync(IsCalm ? _lastAct + LongestLatency : _lastAct - Unseen, cancellationToken);
        await SettleAsync(cancellationToken);
        return new PollJudge(_seed, Tenant, _lives, _pushes).Judge(_portal.Org.Events, _faults.HideReceipts, IsCalm, _portal.Restarts);
    }

    private void Plan()
    {
        for (var i = _random.Next(4, 13); i > 0; i--)
        {
            PollLife life = new(_world, _tenant, _random, PollSeed.Token(_seed, i));
            _lives.Add(life);
            // By either clock after the connection.
            var begins = Start + TimeSpan.FromSeconds(50 + (_random.NextDouble() * 400));
            foreach (var (after, act) in life.Steps)
            {
                _time.At(begins + after, act);
                _lastAct = begins + after > _lastAct ? begins + after : _lastAct;
            }
        }

        if (IsCalm)
        {
            return;
        }

        for (var i = _random.Next(0, 4); i > 0; i--)
        {
            _time.At(Start + TimeSpan.FromSeconds(_random.Next(0, 600)), () => _time.At(_time.GetUtcNow() + _faults!.Arm(), _faults!.Clear));
        }

        for (var i = _random.Next(0, 4); i > 0; i--)
        {
            _time.At(Start + TimeSpan.FromSeconds(_random.Next(0, 700)), () => _portal.DieSoon(mostCalls: 5));
        }
    }

    private Task LiveAsync(DateTimeOffset until, CancellationToken cancellationToken) => _portal.LiveAsync(
        until,
        PollSeed.HasPushes(_seed) ? stopping => _random.Next(3) == 0 ? _pushes.TellAsync(_portal, _lives, _time.GetUtcNow(), stopping) : Task.CompletedTask : null,
        cancellationToken);

    /// <summary>
    /// Until nothing waits any more. In between nobody reads for longer than a chat's pause and the slow lane's interval, as if
    /// the portal were down: what was missed has to be found afterwards.
    /// </summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        for (var rest = 0; rest < MostRests; rest++)
        {
            _time.Advance(Rest);
            await LiveAsync(_time.GetUtcNow() + Awake, cancellationToken);
            if (rest > 0 && await _portal.IsQuietAsync(cancellationToken))
            {
                break;
            }
        }

        await _portal.PassHoldsAsync(cancellationToken);
    }
}
