using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Benchmarks.Histories;

/// <summary>What became of one history.</summary>
/// <param name="Problems">Empty: the rules were kept.</param>
/// <param name="Hash">Of all that happened.</param>
internal sealed record HistoryResult(
    HistoryPlan Plan, IReadOnlyList<string> Problems, ulong Hash, IReadOnlyCollection<ulong> States, IReadOnlyCollection<HistoryFaultKind> Reached,
        int Steps, int Events);

/// <summary>One history: users do things, processes drain, things go wrong, and in the end it is judged.</summary>
internal sealed class HistoryRun
{
    /// <summary>By then everything has to be settled: ten minutes' doubt, ten minutes' backoff, and as much again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(5);

    private readonly HistoryWorld _world;
    private readonly HistoryNodes _nodes;
    private readonly HistorySender _sender;
    private readonly List<HistoryActivity> _activities;
    private readonly List<HistoryEvent> _strangers;
    private bool _isSettled = true;
    private bool _isCalm;

    private HistoryRun(HistoryStore store, HistoryPlan plan, Action<string>? print)
    {
        store.Reset(plan.Org);
        _world = new HistoryWorld(store, plan, print);
        (store.Commits.Faults, store.Commits.Committed) = (_world.Faults, Observe);
        AddStrangers();
        _strangers = [.. _world.Org.Events];
        _activities = [.. plan.Activities];
        _nodes = new HistoryNodes(_world);
        _sender = new HistorySender(_world, _nodes);
        _activities.ForEach(_sender.Plan);
        _world.Clock.After(Watch, LookOn);
    }

    public static HistoryResult Run(HistoryStore store, HistoryPlan plan, Action<string>? print = null) => new HistoryRun(store, plan, print).Run();

    private HistoryResult Run()
    {
        _world.Scheduler.Run(() => _isCalm && _isSettled && _sender.IsDone && _world.Way.UnderWay == 0, Longest);
        var hasStrayed = _world.Scheduler.HasStrayed;
        _world.Scheduler.End();
        _world.Store.Commits.Faults = null;
        List<string> problems = [.. new HistoryChecker(End()).Check(), .. _world.Bugs];
        if (!_sender.IsDone)
        {
            problems.Add("operations were never taken");
        }

        if (_world.Scheduler.IsEndless)
        {
            problems.Add("it never comes to rest");
        }

        if (hasStrayed)
        {
            problems.Add("a step came from another thread: the history can't be replayed");
        }

        return new HistoryResult(_world.Plan, problems, _world.Trace.Hash, _world.Trace.States, _world.Faults.Reached, _world.Scheduler.Steps,
            _world.Org.Events.Count - _strangers.Count);
    }

    private void AddStrangers()
    {
        if (_world.Plan.Org.HasStranger && _world.Plan.Activities.SelectMany(a => a.Wishes).FirstOrDefault() is { } wish)
        {
            _world.Org.AddStrangers(wish.Subject, HistoryClock.Start + wish.Start, HistoryClock.Start + wish.End, wish.Token, wish.WhoId);
        }
    }

    /// <summary>After each commit: what is reached, and whether anything is left to do.</summary>
    private void Observe()
    {
        _world.Commits++;
        var state = HistoryTrace.Basis;
        _isSettled = true;
        foreach (var row in _world.Store.Look())
        {
            state = HistoryTrace.Mixed(state, (ulong)row);
            _isSettled &= row >= 900_000 || row / 100 % 10 is not ((int)ActionStatus.Held or (int)ActionStatus.Pending or (int)ActionStatus.Syncing);
        }

        state = HistoryTrace.Mixed(state, (ulong)_world.Org.Events.Count);
        state = HistoryTrace.Mixed(state, (ulong)((_world.Faults.IsDiskFull ? 1 : 0) + (_world.Faults.IsLimitReached ? 2 : 0) + (_world.Faults.IsOrgAway ? 4 : 0) + (_world.Way.UnderWay > 0 ? 8 : 0)));
        _world.Trace.State(state);
    }

    /// <summary>Once nothing is wrong any more, and all is settled or nothing more is to go wrong, the last mails are sent.</summary>
    private void LookOn()
    {
        if (_sender.IsDone && (_isSettled || _world.Faults.AreOver) && _world.Clock.Elapsed > _world.Faults.EndedAt)
        {
            _world.Faults.GiveUp();
            SendProbes();
            _isCalm = true;
            return;
        }

        _world.Clock.After(Watch, LookOn);
    }

    private void SendProbes()
    {
        for (var inbox = 1; _world.Plan.HasProbes && inbox <= HistoryStore.Connections.Length; inbox++)
        {
            var at = TimeSpan.FromSeconds(Math.Ceiling(_world.Clock.Elapsed.TotalSeconds) + 1 + _world.Random.Next(30));
            var probe = new HistoryScript(_world.Random).Mail(900 + inbox, inbox, at, HistoryPeople.Customers[inbox - 1], HistoryPeople.Known);
            _activities.Add(probe);
            _sender.Plan(probe);
        }
    }

    private HistoryEnd End()
    {
        using var db = _world.Store.Contexts.CreateDbContext();
        var actions = db.Actions.AsNoTracking().OrderBy(a => a.Seq).ToList()
            .ConvertAll(a => new HistoryAction(a.Id, a.ActivityId, a.Status.ToString().ToLowerInvariant(), a.EventId, a.LastError));
        var log = db.LogEntries.AsNoTracking().OrderBy(e => e.Seq).ToList()
            .ConvertAll(e => new HistoryEntry(e.ActionId, e.Code, e.Severity is LogSeverity.Error));
        var users = _world.Org.Users.Where(u => HistoryPeople.Unknown.Contains(u.Email)).GroupBy(u => u.Email)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(u => u.Id)], StringComparer.Ordinal);
        // Where nothing ever was wrong, it was calm from the start.
        var calmFrom = _world.Faults.Reached.Count == 0 ? TimeSpan.Zero : _world.Faults.EndedAt;
        return new HistoryEnd(_world.Plan.Org, _activities, _sender.Taken, calmFrom, _world.Org.Events, _strangers, users, actions, log)
        {
            AreClocksTrue = !_world.Faults.Reached.Contains(HistoryFaultKind.ClockJumps),
        };
    }
}
