using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>Counts what one commit of the intake takes in, and writes it with a row an inbox and minute.</summary>
internal sealed class IntakeCounts(RelationSyncDb db, DateTimeOffset now)
{
    private const string AddSql =
        """
        INSERT INTO "IntakeMinutes" ("Minute", "InboxId", "Received", "Repeats", "Ignored", "Rejected", "ActionsMade", "FirstActionSeq")
        VALUES (@minute, @inbox, @received, @repeats, @ignored, @rejected, @made, @first)
        ON CONFLICT ("Minute", "InboxId") DO UPDATE SET
          "Received" = "IntakeMinutes"."Received" + excluded."Received",
          "Repeats" = "IntakeMinutes"."Repeats" + excluded."Repeats",
          "Ignored" = "IntakeMinutes"."Ignored" + excluded."Ignored",
          "Rejected" = "IntakeMinutes"."Rejected" + excluded."Rejected",
          "ActionsMade" = "IntakeMinutes"."ActionsMade" + excluded."ActionsMade",
          "FirstActionSeq" = COALESCE("IntakeMinutes"."FirstActionSeq", excluded."FirstActionSeq")
        """;

    private readonly Dictionary<(long InboxId, DateTimeOffset Minute), IntakeMinute> _minutes = [];
    private readonly RefusalCounts _refusals = new();
    private long? _firstSeq;

    /// <summary>An operation with an error: it isn't among the received ones. Those of a test inbox are listed, and count in no figure (R-T16).</summary>
    public void Reject(Inbox inbox, DateTimeOffset arrivedAt, RejectedRequest rejected)
    {
        _refusals.Add(rejected, arrivedAt);
        if (!inbox.IsTest)
        {
            Of(inbox.Id, arrivedAt).Rejected++;
        }
    }

    /// <summary>An operation that came in, and what became of it; what was accepted is counted in the store itself.</summary>
    public void Receive(long inboxId, DateTimeOffset arrivedAt, IntakeResult result)
    {
        Of(inboxId, arrivedAt).Received++;
        switch (result.Status)
        {
            case IntakeStatus.Duplicate:
                Of(inboxId, arrivedAt).Repeats++;
                break;
            case IntakeStatus.Ignored:
                Of(inboxId, arrivedAt).Ignored++;
                _refusals.Add(RejectedRequest.Ignored(inboxId, result.IgnoredBy!.Reason), arrivedAt);
                break;
            case IntakeStatus.Accepted:
                break;
            case IntakeStatus.Rejected:
            default:
                throw new ArgumentOutOfRangeException(nameof(result), result.Status, "no such answer");
        }
    }

    /// <summary>An action that is about to be put into the store.</summary>
    public void Make(long inboxId)
    {
        _firstSeq ??= NextSeq();
        var minute = Of(inboxId, now);
        minute.ActionsMade++;
        minute.FirstActionSeq = _firstSeq;
    }

    /// <summary>Adds it to what the minutes had, and lets the oldest go.</summary>
    public void Save()
    {
        using var add = new PreparedSql(db, AddSql, "@minute", "@inbox", "@received", "@repeats", "@ignored", "@rejected", "@made", "@first");
        foreach (var m in _minutes.Values)
        {
            add.Run(m.Minute, m.InboxId, m.Received, m.Repeats, m.Ignored, m.Rejected, m.ActionsMade, m.FirstActionSeq);
        }

        _refusals.Save(db);
        using var forget = new PreparedSql(db, """DELETE FROM "IntakeMinutes" WHERE "Minute" < @before""", "@before");
        forget.Run(now - IntakeMinute.Kept);
    }

    private long NextSeq()
    {
        using var last = new PreparedSql(db, """SELECT MAX("Seq") FROM "Actions" """);
        return last.Read(r => r.IsDBNull(0) ? 0 : r.GetInt64(0))[0] + 1;
    }

    private IntakeMinute Of(long inboxId, DateTimeOffset at)
    {
        var minute = IntakeMinute.Of(at);
        return _minutes.TryGetValue((inboxId, minute), out var known)
            ? known
            : _minutes[(inboxId, minute)] = new IntakeMinute { InboxId = inboxId, Minute = minute };
    }
}
