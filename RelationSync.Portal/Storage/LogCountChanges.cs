namespace RelationSync.Portal.Storage;

/// <summary>By how much counts of the error log are to go up or down.</summary>
internal sealed class LogCountChanges
{
    private const string Key =
        """ "State" = @state AND "InboxId" = @inbox AND "Severity" = @severity AND "Category" = @category AND "Code" = @code AND "Bucket" = @bucket """;

    private readonly Dictionary<(CountedAs State, CountedKind Kind, long Bucket), (int Entries, int Actions, int Failed)> _changes = [];

    public bool IsEmpty => _changes.Count == 0;

    /// <param name="entry">It came (1) or went (-1).</param>
    /// <param name="sign">Which of the two.</param>
    public void AddEntry(CountedEntry entry, int sign)
    {
        Add(entry.State, entry.Kind, entry.At, sign, 0, 0);
        Add(CountedAs.All, entry.Kind, entry.At, sign, 0, 0);
    }

    public void MoveEntry(CountedEntry entry, CountedAs to)
    {
        // A closed one that is closed again, or a settled one that closes, stays what it is.
        if (entry.State is not CountedAs.Settled)
        {
            Add(entry.State, entry.Kind, entry.At, -1, 0, 0);
            Add(to, entry.Kind, entry.At, 1, 0, 0);
        }
    }

    public void ReopenEntry(CountedEntry entry, CountedAs to)
    {
        Add(CountedAs.Settled, entry.Kind, entry.At, -1, 0, 0);
        Add(to, entry.Kind, entry.At, 1, 0, 0);
    }

    public void AddAction(CountedAs state, CountedKind kind, DateTimeOffset lastAt, bool isFailed, int sign) =>
        Add(state, kind, lastAt, 0, sign, isFailed ? sign : 0);

    public void Store(RelationSyncDb db)
    {
        using var add = new PreparedSql(
            db,
            """
            INSERT INTO "LogCounts" ("State", "InboxId", "Severity", "Category", "Code", "Bucket", "Entries", "Actions", "Failed")
            VALUES (@state, @inbox, @severity, @category, @code, @bucket, @entries, @actions, @failed)
            ON CONFLICT ("State", "InboxId", "Severity", "Category", "Code", "Bucket") DO UPDATE SET
              "Entries" = "LogCounts"."Entries" + excluded."Entries", "Actions" = "LogCounts"."Actions" + excluded."Actions", "Failed" = "LogCounts"."Failed" + excluded."Failed"
            """,
            "@state", "@inbox", "@severity", "@category", "@code", "@bucket", "@entries", "@actions", "@failed");
        using var clear = new PreparedSql(
            db,
            $"""DELETE FROM "LogCounts" WHERE {Key} AND "Entries" = 0 AND "Actions" = 0""",
            "@state", "@inbox", "@severity", "@category", "@code", "@bucket");

        // In one order, so that two that store the same rows wait for each other rather than both.
        foreach (var ((state, kind, bucket), (entries, actions, failed)) in _changes
            .Where(c => c.Value != (0, 0, 0))
            .OrderBy(c => (c.Key.Kind.InboxId, c.Key.State, c.Key.Kind.Severity, c.Key.Kind.Category, c.Key.Bucket))
            .ThenBy(c => c.Key.Kind.Code, StringComparer.Ordinal))
        {
            add.Run(state, kind.InboxId, kind.Severity, kind.Category, kind.Code, bucket, entries, actions, failed);
            if (entries < 0 || actions < 0)
            {
                clear.Run(state, kind.InboxId, kind.Severity, kind.Category, kind.Code, bucket);
            }
        }
    }

    private void Add(CountedAs state, CountedKind kind, DateTimeOffset at, int entries, int actions, int failed)
    {
        var key = (state, kind, at.UtcTicks / LogCounts.BucketTicks);
        var before = _changes.GetValueOrDefault(key);
        _changes[key] = (before.Entries + entries, before.Actions + actions, before.Failed + failed);
    }
}
