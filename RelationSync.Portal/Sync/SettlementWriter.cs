using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Common;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Sync;

/// <summary>Stores what came of a batch: actions, attempts, log entries, episodes, and what was learnt of the org.</summary>
internal sealed class SettlementWriter(RelationSyncDb db, Connection connection, SyncSettings settings, DateTimeOffset now)
{
    private readonly List<ActionTrace> _traces = [];

    /// <summary>Of the actions that were settled; none where nobody listens.</summary>
    public IReadOnlyList<ActionTrace> Traces => _traces;

    public async Task WriteAsync(DrainLease lease, BatchResult result, CancellationToken cancellationToken)
    {
        var actions = await SettleActionsAsync(lease, result, cancellationToken);
        await WriteEpisodesAsync(result, actions, cancellationToken);
        await LearnOfTheOrgAsync(result, cancellationToken);
        await MoveStateAsync(result, cancellationToken);
    }

    private async Task<Dictionary<long, SyncAction>> SettleActionsAsync(DrainLease lease, BatchResult result, CancellationToken cancellationToken)
    {
        var seqs = result.Settlements.Select(s => s.Seq).ToList();
        var actions = await db.Actions.AsNoTracking().Where(a => seqs.Contains(a.Seq) && a.Fence == lease.Fence && a.Status == ActionStatus.Syncing)
            .ToDictionaryAsync(a => a.Seq, cancellationToken);
        using var written = new WrittenEventRows(db);
        using var settled = new SettledRows(db);
        var taken = await TakenAsync(result, actions.Keys, cancellationToken);
        var moved = new List<long>();
        var counts = new SyncedCountChanges();
        foreach (var found in result.Settlements)
        {
            if (!actions.TryGetValue(found.Seq, out var action))
            {
                continue; // another drain took it over: that drain's result counts
            }

            var settlement = found is { Recognised: true, EventId: { } id } && !taken.Add(id) ? LookAgain(found, action) : found;
            if (Tracing.Source.HasListeners())
            {
                _traces.Add(ActionTrace.Of(action, settlement));
            }

            var before = action.EventId;
            written.Settle(action, settlement);
            action.Settle(settlement, now);
            settled.Store(action);
            counts.Add(action);
            if (action.IsAtRest || action.EventId != before)
            {
                moved.Add(action.Seq);
            }

            // A test counts in no figure: its page has the attempts (R-T15).
            foreach (var note in action.IsTest ? [] : settlement.Notes)
            {
                Log(note, action);
            }

            if (settlement.Failure is { } failure)
            {
                db.Attempts.Add(AttemptOf(action, failure, settlement.Tried));
            }
        }

        written.Flush();
        settled.Flush();
        StaleActions.Note(db, moved);
        counts.Store(db);

        LogClosing.CloseOtherCauses(db, [.. actions.Values.Where(a => a.Status is ActionStatus.Failed)], result.Settlements, now);

        LogClosing.Close(
            db, [.. actions.Values.Where(a => a.Status is ActionStatus.Synced or ActionStatus.Cancelled).Select(a => a.Id)], now);
        return actions;
    }

    private AttemptRow AttemptOf(SyncAction action, SalesforceFailure failure, SentEvent? tried)
    {
        var row = new AttemptRow
        {
            ActionSeq = action.Seq,
            At = now,
            Class = failure.Class,
            Code = failure.Code,
            Message = CutText.Head(failure.Message, LogEntry.MostMessage).Text,
            Arguments = failure.Text?.ToJson(),
            Certainty = failure.Certainty,
            Fields = failure.Fields.Count == 0 ? null : string.Join(',', failure.Fields),
        };
        row.Keep(tried?.Record);
        return row;
    }

    /// <summary>Of the Events that were recognised: those that another action has by now, of whatever process (R-D1).</summary>
    private async Task<HashSet<string>> TakenAsync(BatchResult result, IEnumerable<long> own, CancellationToken cancellationToken)
    {
        var ids = result.Settlements.Where(s => s.Recognised).Select(s => s.EventId).OfType<string>().ToList();
        var taken = ids.Count == 0
            ? []
            : await db.Actions.Where(a => a.EventId != null && ids.Contains(a.EventId) && !own.Contains(a.Seq)).Select(a => a.EventId!).ToListAsync(cancellationToken);
        return taken.ToHashSet(StringComparer.Ordinal);
    }

    private Settlement LookAgain(Settlement found, SyncAction action) => found with
    {
        Status = ActionStatus.Pending,
        EventId = null,
        SyncedAt = null,
        DueAt = now + settings.RetryBaseDelay,
        Doubt = action.SentUnmarked ? WriteCertainty.TimedOut : WriteCertainty.Unknown,
        SentAt = action.SentAt,
        SentUnmarked = action.SentUnmarked,
        Notes = [],
    };

    private async Task WriteEpisodesAsync(BatchResult result, Dictionary<long, SyncAction> actions, CancellationToken cancellationToken)
    {
        foreach (var group in result.Episodes.GroupBy(e => e.Key))
        {
            var note = group.First();
            await GoOnAsync(note.Key, note.Note, note.ActionSeq is { } seq ? actions.GetValueOrDefault(seq) : null, cancellationToken);
        }

        // A user that is found again and refused again, within one batch, is the same episode still (R-O4).
        foreach (var key in result.EndedEpisodes.Except(result.Episodes.Select(e => e.Key)))
        {
            await EndAsync(key, cancellationToken);
        }
    }

    private async Task LearnOfTheOrgAsync(BatchResult result, CancellationToken cancellationToken)
    {
        if (result.LearntCeilingMinutes is { } minutes)
        {
            connection.DurationCeilingMinutes = minutes;
            connection.CeilingLearntAt = now;
        }

        if (result.Capabilities is { } capabilities)
        {
            await OrgKnowledge.LearnAsync(db, connection.Authorization, capabilities, now, cancellationToken);
        }

        if (result.Types is { } types)
        {
            await OrgKnowledge.LearnTypesAsync(db, connection.Authorization, types, cancellationToken);
        }

        if (result.RefusedFields.Count > 0)
        {
            await OrgKnowledge.LeaveOutAsync(db, connection.Authorization, result.RefusedFields, result.HiddenFields, cancellationToken);
        }
    }

    private async Task MoveStateAsync(BatchResult result, CancellationToken cancellationToken)
    {
        switch (result.Stop)
        {
            case { Code: OwnCodes.ApiBudgetReached } budget:
                connection.BudgetSince ??= now;
                await GoOnAsync(EpisodeKey.Budget, LogNote.Warning(LogCategory.Limit, budget), null, cancellationToken);
                break;
            case { Class: FailureClass.Limit } limit:
                connection.LimitSince ??= now;
                connection.NextProbeAt = now + settings.LimitProbeInterval;
                await GoOnAsync(EpisodeKey.Limit, LogNote.Warning(LogCategory.Limit, limit), null, cancellationToken);
                break;
            case { Class: FailureClass.AuthorizationGone or FailureClass.Blocked, IsNoted: false } refused:
                await new AuthorizationTrouble(db, settings, now).NoteAsync(connection.Authorization, refused, cancellationToken);
                break;
            case null when result.WentThrough:
                await EndHoldUpsAsync(cancellationToken);
                break;
        }
    }

    private async Task EndHoldUpsAsync(CancellationToken cancellationToken)
    {
        if (connection.LimitSince is not null)
        {
            connection.LimitSince = null;
            connection.NextProbeAt = null;
            await EndAsync(EpisodeKey.Limit, cancellationToken);
            await LogClosing.CloseLimitAsync(db, connection.Id, now, cancellationToken);
        }

        var kind = EpisodeKey.Configuration("").Kind;
        foreach (var episode in await db.Episodes.Where(e => e.ConnectionId == connection.Id && e.Kind == kind).ToListAsync(cancellationToken))
        {
            db.Episodes.Remove(episode);
            await LogClosing.CloseEpisodeAsync(db, connection.Id, episode.About, episode.Since, now, cancellationToken);
        }
    }

    private async Task GoOnAsync(EpisodeKey key, LogNote note, SyncAction? action, CancellationToken cancellationToken)
    {
        var episode = await FindAsync(key, cancellationToken);
        if (episode is null)
        {
            episode = new Episode { ConnectionId = connection.Id, Kind = key.Kind, About = key.About, Since = now };
            db.Episodes.Add(episode);
            Log(note, action);
        }

        episode.TriedAt = now;
    }

    private async Task EndAsync(EpisodeKey key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is { } episode)
        {
            db.Episodes.Remove(episode);
        }
    }

    private async Task<Episode?> FindAsync(EpisodeKey key, CancellationToken cancellationToken) =>
        await db.Episodes.FindAsync([connection.Id, key.Kind, key.About], cancellationToken);

    private void Log(LogNote note, SyncAction? action) => db.LogEntries.Add(LogEntry.Of(note, now, connection.InboxId, connection.Id, action));
}
