using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>
/// Turns findings into episodes, each told once when it begins and once when it is over. An episode is over when all has
/// been well for <see cref="RecoveryAfter"/> without a break: what comes and goes stays one episode.
/// </summary>
/// <param name="open">The episodes that go on; changed in place.</param>
internal sealed class AlertTracker(IReadOnlyList<NotificationEpisode> open, Findings findings, NotificationSettings settings, DateTimeOffset now)
{
    public static readonly TimeSpan RecoveryAfter = TimeSpan.FromMinutes(5);

    private readonly List<NotificationEpisode> _begun = [];
    private readonly List<NotifiedFact> _facts = [];
    private bool _changed;

    /// <summary>Episodes that weren't known before.</summary>
    public IReadOnlyList<NotificationEpisode> Begun => _begun;

    /// <summary>What is to be told, the gravest first.</summary>
    public IReadOnlyList<NotifiedFact> Facts => _facts;

    /// <summary>Whether anything is to be stored.</summary>
    public bool HasChanges => _changed || _begun.Count > 0 || _facts.Count > 0;

    /// <param name="isHeard">Whether there is anybody to tell. Where not, a begin stays untold, and is told once there is.</param>
    public void Write(bool isHeard)
    {
        var known = open.ToDictionary(e => (e.Condition, e.InboxId));
        foreach (var finding in findings.Bad.OrderBy(f => f.Condition).ThenBy(f => f.InboxId))
        {
            if (!known.TryGetValue((finding.Condition, finding.InboxId), out var episode))
            {
                _begun.Add(episode = new NotificationEpisode { Condition = finding.Condition, InboxId = finding.InboxId, Since = finding.Since });
            }

            GoOn(episode, finding, isHeard);
        }

        var bad = findings.Bad.Select(f => (f.Condition, f.InboxId)).ToHashSet();
        foreach (var episode in open.Where(e => !bad.Contains((e.Condition, e.InboxId)) && !findings.IsUnknown(e.Condition, e.InboxId)))
        {
            Recover(episode, isHeard);
        }
    }

    private void GoOn(NotificationEpisode episode, Finding finding, bool isHeard)
    {
        _changed |= episode.WellSince is not null;
        episode.WellSince = null;
        if (isHeard && episode.ToldAt is null && settings.Tells(episode.Condition))
        {
            episode.ToldAt = now;
            Tell(episode, NotifiedPhase.Began, finding.Figure, finding.Bound);
        }
    }

    private void Recover(NotificationEpisode episode, bool isHeard)
    {
        if (episode.Condition is not NotifiedCondition.Stopped)
        {
            // A clock that was set back would make it wait for as long.
            if (episode.WellSince is null || episode.WellSince > now)
            {
                episode.WellSince = now;
                _changed = true;
            }

            if (now - episode.WellSince < RecoveryAfter)
            {
                return;
            }
        }

        _changed = true;
        episode.EndedAt = episode.WellSince ?? now;
        if (isHeard && settings.TellRecovery && episode.ToldAt is not null && settings.Tells(episode.Condition))
        {
            Tell(episode, findings.IsWatched(episode.Condition, episode.InboxId) ? NotifiedPhase.Recovered : NotifiedPhase.Removed, 0, 0);
        }
    }

    private void Tell(NotificationEpisode episode, NotifiedPhase phase, int figure, int bound)
    {
        if (findings.Inboxes.TryGetValue(episode.InboxId, out var inbox))
        {
            _facts.Add(new NotifiedFact(
                episode.Condition, phase, inbox.Id, inbox.Key, inbox.Name, inbox.TimeZone, inbox.ConnectionId, episode.Since, episode.EndedAt, figure, bound));
        }
    }
}
