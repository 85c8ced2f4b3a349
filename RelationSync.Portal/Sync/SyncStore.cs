using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Sync;

/// <summary>The outbox: claims under a lease's fence, and stores what came of it.</summary>
internal sealed class SyncStore(Store store, HoldOptions holds, SyncSettings settings, ChangeFeed changes, TimeProvider clock) : ISyncStore
{
    /// <summary>Bodies may have megabytes each: a batch takes on no more of them than this, in bytes of their JSON.</summary>
    private const long MostBytes = 32 * 1024 * 1024;

    // Of held and of pending actions each the longest due, then the longest due of both: two short walks along an index.
    private static readonly string ClaimSql =
        $"""
        UPDATE "Actions" SET "Status" = {ActionStatus.Syncing.Sql()}, "Fence" = @fence, "ClaimedAt" = @now WHERE "Seq" IN (
          SELECT "Seq" FROM (
            SELECT * FROM (SELECT "Seq", "DueAt" FROM "Actions" WHERE "Status" = {ActionStatus.Pending.Sql()} AND "InboxId" = @inbox AND "DueAt" <= @now ORDER BY "DueAt" LIMIT @most) AS p
            UNION ALL
            SELECT * FROM (SELECT "Seq", "DueAt" FROM "Actions" WHERE "Status" = {ActionStatus.Held.Sql()} AND "InboxId" = @inbox AND "DueAt" <= @now ORDER BY "DueAt" LIMIT @most) AS h
          ) AS due ORDER BY "DueAt", "Seq" LIMIT @most)
        RETURNING "Seq", "Id", "Intent", "EventId", "Attempts", "FailingSince", "Doubt", "SentAt", "ActivityKey", "TriggerOperationId",
          "SentUnmarked", "SyncedAt", "IsTest"
        """;

    public Task<ConnectionView?> GetConnectionAsync(Guid connectionId, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            var connection = await db.Connections.Include(c => c.Inbox).Include(c => c.Authorization).SingleOrDefaultAsync(c => c.Id == connectionId, token);
            if (connection is null)
            {
                return null;
            }

            var episodes = await db.Episodes.Where(e => e.ConnectionId == connectionId).ToListAsync(token);
            return View(connection, episodes);
        },
        cancellationToken);

    public async Task<IReadOnlyList<ClaimedAction>> ClaimAsync(DrainLease lease, int most, CancellationToken cancellationToken)
    {
        var claimed = await store.WriteAsync(
            (db, _) => Task.FromResult(Claim(db, lease, most, clock.GetUtcNow())),
            WriteGuard.Rows,
            cancellationToken);
        if (claimed.Count == 0)
        {
            return [];
        }

        var derived = await store.ReadAsync((db, _) => Task.FromResult(Derive(db, claimed)), cancellationToken);
        if (derived.Count < claimed.Count)
        {
            await HandBackAsync(lease, [.. claimed.Skip(derived.Count).Select(c => c.Claimed.Seq)], cancellationToken);
        }

        return derived;
    }

    public Task<OthersEvents> GetOthersEventsAsync(string orgId, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            // Both of one moment: a write is under way, or its Event is taken.
            var taken = await db.Actions.Where(a => a.EventId != null && eventIds.Contains(a.EventId)).Select(a => a.EventId!).ToListAsync(token);
            var sending = await db.Actions.Where(a => a.Status == ActionStatus.Syncing && a.SentUnmarked && a.Doubt == WriteCertainty.NotWritten)
                .Join(db.WrittenEvents, a => a.Seq, w => w.ActionSeq, (_, w) => w).Where(w => w.OrgId == orgId)
                .Select(w => new { w.Start, w.WhoIds }).ToListAsync(token);
            return new OthersEvents(taken.ToHashSet(StringComparer.Ordinal), sending.ConvertAll(w => new WriteUnderWay(w.Start, FirstOf(w.WhoIds))));
        },
        cancellationToken);

    public Task<bool> NoteUnmarkedAsync(DrainLease lease, IReadOnlyCollection<(long Seq, SentEvent Sent)> writes, CancellationToken cancellationToken) => store.WriteAsync(
        async (db, token) =>
        {
            var seqs = writes.Select(w => w.Seq).ToList();
            if (Leases.InboxOf(db, lease) is null
                || await db.Actions.CountAsync(a => seqs.Contains(a.Seq) && a.Fence == lease.Fence && a.Status == ActionStatus.Syncing, token) < writes.Count)
            {
                return false;
            }

            using var note = new RowStatement(
                db, $"""UPDATE "Actions" SET "SentUnmarked" = @yes, "SentAt" = @at, "Doubt" = {WriteCertainty.NotWritten.Sql()} WHERE "Seq" = @seq""", "@yes", "@at", "@seq");
            using var written = new WrittenEventRows(db);
            foreach (var (seq, sent) in writes)
            {
                note.Add(true, sent.At, seq);
                written.Keep(seq, sent);
            }

            note.Flush();
            written.Flush();

            return true;
        },
        WriteGuard.Rows,
        cancellationToken);

    public async Task SettleAsync(DrainLease lease, BatchResult result, CancellationToken cancellationToken)
    {
        var stored = await store.WriteAsync<(long InboxId, IReadOnlyList<ActionTrace> Traces)?>(
            async (db, token) =>
            {
                if (Leases.FenceOf(db, lease.ConnectionId) != lease.Fence)
                {
                    return null;
                }

                var connection = await db.Connections.Include(c => c.Authorization).SingleAsync(c => c.Id == lease.ConnectionId, token);

                var writer = new SettlementWriter(db, connection, settings, clock.GetUtcNow());
                await writer.WriteAsync(lease, result, token);
                return (connection.InboxId, writer.Traces);
            },
            // That no two take one Event for theirs is more than the rows of one lease can tell.
            result.Settlements.Any(s => s.Recognised) ? WriteGuard.Serializable : WriteGuard.Rows,
            cancellationToken);
        if (stored is { } settled)
        {
            foreach (var trace in settled.Traces)
            {
                trace.Write();
            }

            changes.Publish(ChangeTopic.Actions, settled.InboxId);
            changes.Publish(ChangeTopic.Connections, settled.InboxId);
            changes.Publish(ChangeTopic.Errors, settled.InboxId);
        }
    }

    private static List<ClaimedRow> Claim(RelationSyncDb db, DrainLease lease, int most, DateTimeOffset now)
    {
        if (Leases.InboxOf(db, lease) is not { } inboxId)
        {
            return [];
        }

        using var claim = new PreparedSql(db, ClaimSql, "@fence", "@now", "@inbox", "@most");
        return claim.Read(ClaimedRow.Read, lease.Fence, now, inboxId, most);
    }

    private ConnectionView View(Connection connection, List<Episode> episodes)
    {
        var now = clock.GetUtcNow();
        var authorization = connection.Authorization;
        return new ConnectionView(
            connection.Id,
            authorization.Id,
            connection.InboxId,
            connection.Inbox.Key,
            connection.State,
            connection.NextProbeAt,
            connection.Targets,
            connection.LinkOpportunities,
            TimeZoneInfo.FindSystemTimeZoneById(connection.Inbox.TimeZone),
            IsFresh(authorization.CapabilitiesAt, now) ? StoredCapabilities.Read(authorization.CapabilitiesJson!) : null,
            IsFresh(connection.CeilingLearntAt, now) ? connection.DurationCeilingMinutes : null,
            episodes.ToDictionary(e => new EpisodeKey(e.Kind, e.About), e => e.TriedAt));
    }

    private bool IsFresh(DateTimeOffset? readAt, DateTimeOffset now) => readAt is { } at && (now - at).Duration() < settings.CapabilitiesCache;

    /// <summary>What the operations of the claimed actions say; of as many as fit into memory at once, and of one at least.</summary>
    private List<ClaimedAction> Derive(RelationSyncDb db, List<ClaimedRow> rows)
    {
        using var operations = new OperationRows(db);
        var activities = new Dictionary<byte[], (List<ReceivedOperation> Operations, IReadOnlyList<DerivedAction> Derived)>(ByteKeyComparer.Instance);
        var claimed = new List<ClaimedAction>(rows.Count);
        var written = WrittenBefore(db, rows);
        foreach (var row in rows)
        {
            if (operations.BytesRead > MostBytes)
            {
                break;
            }

            if (!activities.TryGetValue(row.ActivityKey, out var activity))
            {
                var received = operations.Read(row.ActivityKey);
                activity = activities[row.ActivityKey] = (received, ActivityReducer.Derive(received, holds));
            }

            claimed.Add(row.Claimed with
            {
                Derived = activity.Derived.FirstOrDefault(d => d.OperationIds.Contains(row.TriggerOperationId, StringComparer.Ordinal)),
                Earlier = row.Claimed.Doubt is WriteCertainty.NotWritten ? [] : [.. EarlierContents.Of(activity.Operations, row.TriggerOperationId, holds)],
                Sent = written.TryGetValue(row.Claimed.Seq, out var last) && last.At == row.Claimed.SentAt ? last.Relations : null,
                WrittenTo = last.OrgId,
                Written = last.Written,
            });
        }

        return claimed;
    }

    /// <summary>What actions were last written as, of those that have an Event or may have one. What was kept of an earlier write says not whom a later one was for.</summary>
    private static Dictionary<long, (DateTimeOffset At, string? OrgId, SentRelations Relations, WrittenAs Written)> WrittenBefore(RelationSyncDb db, List<ClaimedRow> rows)
    {
        var seqs = rows.Where(r => r.Claimed.EventId is not null || r.Claimed.Doubt is not WriteCertainty.NotWritten).Select(r => r.Claimed.Seq).ToList();
        return seqs.Count == 0
            ? []
            : db.WrittenEvents.Where(w => seqs.Contains(w.ActionSeq)).Select(w => new { w.ActionSeq, w.At, w.OrgId, w.OwnerId, w.WhoIds, w.Start, w.End }).AsEnumerable()
                .ToDictionary(w => w.ActionSeq, w => (w.At, w.OrgId, new SentRelations(w.OwnerId, FirstOf(w.WhoIds)), new WrittenAs(w.OwnerId, w.Start, w.End)));
    }

    private static string? FirstOf(string? whoIds) => whoIds?.Split(',')[0];

    private Task<int> HandBackAsync(DrainLease lease, List<long> seqs, CancellationToken cancellationToken) => store.WriteAsync(
        (db, token) => db.Actions.Where(a => seqs.Contains(a.Seq) && a.Fence == lease.Fence && a.Status == ActionStatus.Syncing)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.Status, ActionStatus.Pending), token),
        WriteGuard.Rows,
        cancellationToken);

    private sealed record ClaimedRow(ClaimedAction Claimed, byte[] ActivityKey, string TriggerOperationId)
    {
        public static ClaimedRow Read(System.Data.Common.DbDataReader r) => new(
            new ClaimedAction(
                r.GetInt64(0),
                new Guid((byte[])r.GetValue(1), bigEndian: true),
                (ActionIntent)r.GetInt32(2),
                r.IsDBNull(3) ? null : r.GetString(3),
                r.GetInt32(4),
                Time(r, 5),
                (WriteCertainty)r.GetInt32(6),
                Time(r, 7),
                null)
            {
                SentUnmarked = r.GetBoolean(10),
                SyncedAt = Time(r, 11),
                IsTest = r.GetBoolean(12),
            },
            (byte[])r.GetValue(8),
            r.GetString(9));

        private static DateTimeOffset? Time(System.Data.Common.DbDataReader r, int column) =>
            r.IsDBNull(column) ? null : new DateTimeOffset(r.GetInt64(column), TimeSpan.Zero);
    }
}
