using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>Counts rejected operations by quarter of an hour and error, in the transaction that rejected them: as many as the reconciliation counts.</summary>
internal sealed class RejectedCounts
{
    /// <summary>Errors that an inbox has rows for in a quarter of an hour; all others share one row.</summary>
    public const int MostKinds = 50;

    private const string AddSql =
        """
        INSERT INTO "IntakeRefusals" (
          "InboxId", "Hour", "Reason", "Pointer", "Message", "Count", "FirstAt", "LastAt", "Network", "WebhookId", "OperationId", "OperationType")
        VALUES (@inbox, @quarter, @reason, @pointer, @message, @count, @first, @last, @network, @webhook, @operation, @type)
        ON CONFLICT ("InboxId", "Hour", "Reason", "Pointer", "Message") DO UPDATE SET
          "Count" = "IntakeRefusals"."Count" + excluded."Count", "LastAt" = excluded."LastAt", "Network" = excluded."Network",
          "WebhookId" = excluded."WebhookId", "OperationId" = excluded."OperationId", "OperationType" = excluded."OperationType"
        """;

    private readonly List<(RejectedRequest Rejected, DateTimeOffset At)> _rejected = [];

    /// <param name="at">When it arrived.</param>
    public void Add(RejectedRequest rejected, DateTimeOffset at) => _rejected.Add((rejected, at));

    public void Save(RelationSyncDb db)
    {
        if (_rejected.Count == 0)
        {
            return;
        }

        using var kinds = new PreparedSql(
            db,
            """SELECT "Pointer", "Message" FROM "IntakeRefusals" WHERE "InboxId" = @inbox AND "Hour" = @quarter AND "Reason" = @reason""",
            "@inbox", "@quarter", "@reason");
        using var add = new PreparedSql(
            db, AddSql, "@inbox", "@quarter", "@reason", "@pointer", "@message", "@count", "@first", "@last", "@network", "@webhook", "@operation", "@type");
        foreach (var quarter in _rejected.GroupBy(r => (r.Rejected.InboxId, Quarter: RejectedRequestRow.QuarterOf(r.At))))
        {
            var known = kinds.Read(r => (r.GetString(0), r.GetString(1)), quarter.Key.InboxId, quarter.Key.Quarter, RejectionReason.Rejected).ToHashSet();
            foreach (var row in Sum(quarter, known))
            {
                add.Run(
                    row.InboxId, row.Quarter, row.Reason, row.Pointer, row.Message, row.Count, row.FirstAt, row.LastAt,
                    row.Network, row.WebhookId, row.OperationId, row.OperationType);
            }
        }
    }

    private static Dictionary<RejectedRequestKey, RejectedRequestRow>.ValueCollection Sum(
        IEnumerable<(RejectedRequest Rejected, DateTimeOffset At)> rejected, HashSet<(string Pointer, string Message)> known)
    {
        Dictionary<RejectedRequestKey, RejectedRequestRow> rows = [];
        foreach (var (one, at) in rejected)
        {
            var hasRow = known.Contains((one.At, one.Message)) || (known.Count < MostKinds && known.Add((one.At, one.Message)));
            var row = (hasRow ? one : one.OfAnyKind()).ToRow(at);
            if (!rows.TryAdd(RejectedRequestKey.Of(row), row))
            {
                rows[RejectedRequestKey.Of(row)].Add(row);
            }
        }

        return rows.Values;
    }
}
