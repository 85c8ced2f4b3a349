using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>Counts ignored operations by quarter of an hour and reason, in the transaction that ignored them: as many as the reconciliation counts.</summary>
internal sealed class IgnoredCounts
{
    private const string AddSql =
        """
        INSERT INTO "IntakeRefusals" ("InboxId", "Hour", "Reason", "Pointer", "Message", "Count", "FirstAt", "LastAt")
        VALUES (@inbox, @hour, @reason, '', @message, @count, @first, @last)
        ON CONFLICT ("InboxId", "Hour", "Reason", "Pointer", "Message") DO UPDATE SET
          "Count" = "IntakeRefusals"."Count" + excluded."Count", "LastAt" = excluded."LastAt"
        """;

    private readonly Dictionary<(long InboxId, DateTimeOffset Quarter, IgnoredReason Reason), (int Count, DateTimeOffset First, DateTimeOffset Last)> _counts = [];

    /// <param name="at">When it arrived.</param>
    public void Add(long inboxId, DateTimeOffset at, IgnoredReason reason)
    {
        var key = (inboxId, RejectedRequestRow.QuarterOf(at), reason);
        var (count, first, last) = _counts.GetValueOrDefault(key, (0, at, at));
        _counts[key] = (count + 1, first < at ? first : at, last > at ? last : at);
    }

    public void Save(RelationSyncDb db)
    {
        if (_counts.Count == 0)
        {
            return;
        }

        using var add = new PreparedSql(db, AddSql, "@inbox", "@hour", "@reason", "@message", "@count", "@first", "@last");
        foreach (var ((inboxId, quarter, reason), (count, first, last)) in _counts)
        {
            add.Run(inboxId, quarter, RejectionReason.Ignored, reason.ToString(), (long)count, first, last);
        }
    }
}
