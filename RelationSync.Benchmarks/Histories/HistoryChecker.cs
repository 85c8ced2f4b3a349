using System.Globalization;

namespace RelationSync.Benchmarks.Histories;

/// <summary>
/// Holds a history against the rules, written from them and from what its users did (R-D1, R-D2, R-T, R-O, R-W): at most one Event an
/// action, exactly one or a log entry in the end, as the rules want it, in time where nothing was wrong, and nothing of
/// others touched.
/// </summary>
internal sealed class HistoryChecker(HistoryEnd end)
{
    private static readonly TimeSpan Target = TimeSpan.FromMinutes(5);

    private readonly List<string> _faults = [];
    private readonly List<HistoryEvent> _ours = [.. end.Events.Where(e => !e.IsStrangers)];

    /// <summary>What is wrong; empty: nothing.</summary>
    public IReadOnlyList<string> Check()
    {
        foreach (var group in Groups())
        {
            CheckGroup(group);
        }

        CheckActions();
        CheckStrangers();
        CheckUsers();
        return _faults;
    }

    /// <summary>Activities whose Events can't be told apart are judged together.</summary>
    private IEnumerable<HistoryActivity[]> Groups() =>
        end.Activities.GroupBy(a => a.Wishes.Count > 0 ? a.Wishes[0].Token : a.Name, StringComparer.Ordinal).Select(g => g.ToArray());

    private void CheckGroup(HistoryActivity[] group)
    {
        var wishes = group.SelectMany(a => a.Wishes.Select(w => (Wish: w, Activity: a))).ToList();
        var names = group.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        var actions = end.Actions.Where(a => names.Contains(a.ActivityId)).ToList();
        foreach (var token in wishes.GroupBy(w => w.Wish.Token, StringComparer.Ordinal))
        {
            CheckToken(token.Key, [.. token], actions);
        }

        var wanted = wishes.Count(w => w.Wish.IsWanted);
        var standing = wishes.DistinctBy(w => w.Wish.Token).Sum(w => Counts(w.Wish) ? Standing(w.Wish.Token) : 0);
        var failed = actions.Count(IsLoggedFailure);
        if (standing + failed < wanted)
        {
            Fault($"lost (R-T): {standing} of {wanted} Events stand, {failed} of its actions are in the error log", group);
        }
    }

    private void CheckToken(string token, IReadOnlyList<(HistoryWish Wish, HistoryActivity Activity)> wishes, IReadOnlyList<HistoryAction> actions)
    {
        var activities = wishes.Select(w => w.Activity).ToArray();
        var made = _ours.Where(e => e.Description.Contains(token, StringComparison.Ordinal)).ToList();
        if (made.Count > wishes.Count)
        {
            Fault($"doubled (R-D1): {made.Count} Events were made of {token}, at most {wishes.Count} may be", activities);
        }

        var (standing, wanted) = (made.Count(e => !e.IsDeleted), wishes.Count(w => Counts(w.Wish)));
        if (standing > wanted && !actions.Any(a => IsLoggedFailure(a) || IsKeptLate(a)))
        {
            Fault($"not to be synced (R-T): {standing} Events of {token} stand, {wanted} may", activities);
        }

        foreach (var its in made)
        {
            CheckContent(its, wishes);
            if (end.AreClocksTrue && its.CreatedAt < HistoryClock.Start + wishes.Min(w => w.Wish.HeldUntil))
            {
                Fault("not held (R-T4): its Event was made before a cancel or an earlier operation could come", activities);
            }
        }

        CheckTime(wishes, made);
    }

    private void CheckContent(HistoryEvent its, IReadOnlyList<(HistoryWish Wish, HistoryActivity Activity)> wishes)
    {
        var (wish, activity) = wishes[0];
        if (its.Subject != wish.Subject || Minute(its.Start) != Minute(HistoryClock.Start + wish.Start)
            || Minute(its.End) != Minute(HistoryClock.Start + wish.End))
        {
            Fault($"content (R-M): {its.Subject} {its.Start:HH:mm} to {its.End:HH:mm}", [activity]);
        }

        if (its.WhoId != wish.WhoId)
        {
            Fault($"target (R-W): {its.WhoId ?? "nobody"} instead of {wish.WhoId ?? "nobody"}", [activity]);
        }

        var owners = wishes.SelectMany(w => Owners(w.Wish, w.Activity)).ToList();
        if (!its.IsDeleted && !owners.Contains(its.OwnerId, StringComparer.Ordinal))
        {
            Fault($"owner (R-O): {its.OwnerId} instead of {string.Join(" or ", owners.Distinct())}", [activity]);
        }
    }

    /// <summary>R-O2 to R-O4.</summary>
    private IEnumerable<string> Owners(HistoryWish wish, HistoryActivity activity) =>
        wish.Operator == HistoryPeople.Known ? [HistoryPeople.KnownId]
        : end.UsersByEmail.TryGetValue(wish.Operator, out var made) ? made
        : end.Kind.Licences < HistoryPeople.Unknown.Length ? [HistoryPeople.Connecting[end.Kind.TwoUsers ? activity.Inbox - 1 : 0]]
        : [];

    /// <summary>R-T12, where nothing was wrong any more when the last of its operations was handed in.</summary>
    private void CheckTime(IReadOnlyList<(HistoryWish Wish, HistoryActivity Activity)> wishes, IReadOnlyList<HistoryEvent> made)
    {
        var (wish, activity) = wishes[0];
        if (wishes.Count > 1 || !wish.IsWanted || activity.Operations.Any(o => o.At < end.CalmFrom))
        {
            return;
        }

        var trigger = wish.Trigger.Max(id => end.Taken[id]);
        if (!made.Any(e => e.CreatedAt <= HistoryClock.Start + trigger + Target))
        {
            Fault(string.Create(CultureInfo.InvariantCulture, $"late (R-T12): no Event five minutes after {trigger.TotalSeconds:0} s"), [activity]);
        }
    }

    private void CheckActions()
    {
        foreach (var action in end.Actions)
        {
            var activity = end.Activities.First(a => a.Name == action.ActivityId);
            switch (action.Status)
            {
                case "failed":
                    CheckFailure(action, activity);
                    break;
                case "synced" when action.EventId is { } id:
                    if (!_ours.Exists(e => e.Id == id && !e.IsDeleted
                        && activity.Wishes.Any(w => e.Description.Contains(w.Token, StringComparison.Ordinal))))
                    {
                        Fault($"synced, but {id} isn't its Event", [activity]);
                    }

                    break;
                case "synced" when !end.Log.Any(e => e.ActionId == action.Id && e.Code is "EVENT_NOT_SEEN" or "CANCELLED_LATE"):
                    Fault("synced without an Event, and the log doesn't say why", [activity]);
                    break;
                case "pending" or "syncing" or "held":
                    Fault($"still {action.Status} in the end", [activity]);
                    break;
            }
        }

        var synced = end.Actions.Where(a => a.Status == "synced" && a.EventId is not null);
        foreach (var shared in synced.GroupBy(a => a.EventId, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            Fault($"one Event for {shared.Count()} actions (R-D1): {shared.Key}",
                [.. end.Activities.Where(a => shared.Any(s => s.ActivityId == a.Name))]);
        }
    }

    /// <summary>The orgs of histories refuse no Event for good: only what can't be known may fail (R-D2).</summary>
    private void CheckFailure(HistoryAction action, HistoryActivity activity)
    {
        // What is still wanted is upserted by its marker, seen or not.
        var hasNoWay = !end.Kind.HasMarker || activity.Wishes.Any(w => !w.IsWanted);
        var isBlind = hasNoWay && (!end.Kind.SeesAll || !end.Kind.Tells || end.Kind.HasStranger || end.Kind.TwoUsers);
        if (action.LastError != "OUTCOME_UNKNOWN" || !isBlind)
        {
            Fault($"failed with {action.LastError} for no reason (R-E3)", [activity]);
        }
        else if (!IsLoggedFailure(action))
        {
            Fault("failed without an entry in the error log (R-E1)", [activity]);
        }
    }

    private void CheckStrangers()
    {
        if (!end.Events.Where(e => e.IsStrangers).SequenceEqual(end.StrangersBefore))
        {
            Fault("touched what is others' (R-D1)", []);
        }
    }

    /// <summary>R-O3: one user an operator.</summary>
    private void CheckUsers()
    {
        foreach (var (email, users) in end.UsersByEmail.Where(u => u.Value.Count > 1))
        {
            Fault($"{users.Count} users were made for {email} (R-O3)", []);
        }
    }

    /// <summary>Whether its Event may stand: a re-edit's in place of the first, where it came in before.</summary>
    private bool Counts(HistoryWish wish) =>
        wish.IsWanted || (wish.ReEdit is { } again && end.Taken.TryGetValue(again, out var at)
            && wish.Trigger.Any(id => end.Taken.TryGetValue(id, out var first) && first > at));

    private int Standing(string token) => _ours.Count(e => !e.IsDeleted && e.Description.Contains(token, StringComparison.Ordinal));

    private bool IsLoggedFailure(HistoryAction action) => action.Status == "failed" && end.Log.Any(e => e.ActionId == action.Id && e.IsError);

    /// <summary>R-T4: its late cancel couldn't delete the Event, and the log says so.</summary>
    private bool IsKeptLate(HistoryAction action) =>
        action.Status == "synced" && end.Log.Any(e => e.ActionId == action.Id && e.Code == "CANCELLED_LATE");

    private static long Minute(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMinute;

    private void Fault(string what, HistoryActivity[] of) =>
        _faults.Add(of.Length == 0 ? what : $"{string.Join(", ", of.Select(a => a.Name))}: {what}");
}
