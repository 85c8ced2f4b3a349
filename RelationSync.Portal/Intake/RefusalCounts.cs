using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Counts rejected and ignored operations by quarter of an hour and error or reason, in the transaction that answers them so:
/// as many as the reconciliation counts.
/// </summary>
internal sealed class RefusalCounts
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

    private readonly List<(RejectedRequest Refused, DateTimeOffset At)> _refused = [];

    /// <param name="at">When it arrived.</param>
    public void Add(RejectedRequest refused, DateTimeOffset at) => _refused.Add((refused, at));

    public void Save(RelationSyncDb db)
    {
        if (_refused.Count == 0)
        {
            return;
        }

        using var kinds = new PreparedSql(
            db,
            """SELECT "Pointer", "Message" FROM "IntakeRefusals" WHERE "InboxId" = @inbox AND "Hour" = @quarter AND "Reason" = @reason""",
            "@inbox", "@quarter", "@reason");
        using var add = new PreparedSql(
            db, AddSql, "@inbox", "@quarter", "@reason", "@pointer", "@message", "@count", "@first", "@last", "@network", "@webhook", "@operation", "@type");
        foreach (var some in _refused.GroupBy(r => (r.Refused.InboxId, Quarter: RejectedRequestRow.QuarterOf(r.At), r.Refused.Reason)))
        {
            var known = kinds.Read(r => (r.GetString(0), r.GetString(1)), some.Key.InboxId, some.Key.Quarter, some.Key.Reason).ToHashSet();
            foreach (var row in Sum(some, known))
            {
                add.Run(
                    row.InboxId, row.Quarter, row.Reason, row.Pointer, row.Message, row.Count, row.FirstAt, row.LastAt,
                    row.Network, row.WebhookId, row.OperationId, row.OperationType);
            }
        }
    }

    private static Dictionary<RejectedRequestKey, RejectedRequestRow>.ValueCollection Sum(
        IEnumerable<(RejectedRequest Refused, DateTimeOffset At)> refused, HashSet<(string Pointer, string Message)> known)
    {
        Dictionary<RejectedRequestKey, RejectedRequestRow> rows = [];
        foreach (var (one, at) in refused)
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
