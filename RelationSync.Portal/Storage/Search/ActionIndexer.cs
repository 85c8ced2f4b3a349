namespace RelationSync.Portal.Storage.Search;

/// <summary>
/// Keeps the index of actions in step, behind the intake and not in it. Up to a mark all actions are in the index; those
/// that changed since are in a list (<see cref="StaleActions"/>); both are worked off here, and whoever searches looks at
/// the list and at all beyond the mark itself. So nothing is ever missed, however far behind this is.
/// </summary>
internal sealed class ActionIndexer(Store store, TimeProvider time)
{
    /// <summary>The newest still change, each at its own drain: they are quicker looked at than indexed twice.</summary>
    public const int LeftOut = 2000;

    /// <summary>New actions a second from which the intake counts as busy.</summary>
    private const int BusyPerSecond = 1000;

    /// <summary>So many that aren't indexed are waited for no longer.</summary>
    private const int MostBehind = 50_000;

    /// <summary>An action is indexed once, when it has come to rest; one that hasn't within this time keeps the others no longer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    private (long Newest, long At)? _seen;

    /// <summary>Actions of one transaction: few, for meanwhile nobody else writes.</summary>
    public int Batch { get; init; } = 500;

    /// <inheritdoc cref="LeftOut"/>
    public int LeaveOut { get; init; } = LeftOut;

    /// <summary>Works until the index is in step, or the intake is busy. Answers how many actions it took in.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var all = 0;
        while (!await IsIntakeBusyAsync(cancellationToken))
        {
            var started = time.GetTimestamp();
            var done = await StepAsync(cancellationToken);
            if (done == 0)
            {
                break;
            }

            // A fifth of the writer's time at most: the intake and the drains go first.
            all += done;
            await Task.Delay(time.GetElapsedTime(started) * 4, time, cancellationToken);
        }

        return all;
    }

    /// <summary>One short transaction. Answers how many actions it took in or out; 0: the index is in step.</summary>
    public async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        // Most often there is nothing to do, and the writer need not be asked for. Read apart, the newest action is nothing that an intake beside could change.
        var (last, hasStale) = await store.ReadAsync((db, _) => Task.FromResult(ReadWork(db)), cancellationToken);
        return last is null && !hasStale
            ? 0
            : await store.WriteAsync((db, _) => Task.FromResult(last is { } to && GoOn(db, to) is var fresh and > 0 ? fresh : MakeGood(db)), WriteGuard.Indexing, cancellationToken);
    }

    /// <summary>A burst comes in and isn't yet so long that searching what isn't indexed would take too long.</summary>
    private async Task<bool> IsIntakeBusyAsync(CancellationToken cancellationToken)
    {
        var (newest, upTo) = await store.ReadAsync((db, _) => Task.FromResult(ReadExtent(db)), cancellationToken);
        var (before, now) = (_seen, (Newest: newest, At: time.GetTimestamp()));
        _seen = now;
        return before is { } seen
            && newest - upTo < MostBehind
            && newest - seen.Newest > BusyPerSecond * time.GetElapsedTime(seen.At, now.At).TotalSeconds;
    }

    private static (long Newest, long UpTo) ReadExtent(RelationSyncDb db)
    {
        using var extent = new PreparedSql(db, """SELECT (SELECT COALESCE(MAX("Seq"), 0) FROM "Actions"), "UpTo" FROM "ActionIndexState" """);
        return extent.Read(r => (r.GetInt64(0), r.GetInt64(1)))[0];
    }

    /// <summary>Up to which action is to be indexed, null where all that is are; and whether any changed since.</summary>
    private (long? Last, bool HasStale) ReadWork(RelationSyncDb db)
    {
        var (newest, upTo) = ReadExtent(db);
        using var stale = new PreparedSql(db, """SELECT 1 FROM "StaleActions" LIMIT 1""");
        return (newest - LeaveOut > upTo ? newest - LeaveOut : null, stale.Finds());
    }

    /// <summary>Takes in the next actions beyond the mark.</summary>
    private int GoOn(RelationSyncDb db, long to)
    {
        using var next = new PreparedSql(
            db,
            $"""
            SELECT {ActionDocument.Columns} FROM "Actions" AS a
            WHERE a."Seq" > (SELECT "UpTo" FROM "ActionIndexState") AND a."Seq" <= @to ORDER BY a."Seq" LIMIT @most
            """,
            "@to",
            "@most");
        var documents = Rested(next.Read(ActionDocument.Read, to, Batch), to);
        if (documents.Count > 0)
        {
            // Before the index: of two nodes that do the same, one fails here.
            using var mark = new PreparedSql(db, """UPDATE "ActionIndexState" SET "UpTo" = @upTo""", "@upTo");
            mark.Run(documents[^1].Seq);
            TakeIn(db, documents);
        }

        return documents.Count;
    }

    /// <summary>The first of them that are indexed for good, as far as can be told; all where too many wait.</summary>
    private List<ActionDocument> Rested(List<ActionDocument> documents, long to)
    {
        var since = (time.GetUtcNow() - Patience).UtcTicks;
        return documents.Count == 0 || to - documents[0].Seq > MostBehind ? documents : [.. documents.TakeWhile(d => !d.IsUnderWay || d.ArrivedAt < since)];
    }

    /// <summary>Takes those that changed out of the index and, where they still are, in again.</summary>
    private int MakeGood(RelationSyncDb db)
    {
        using var list = new PreparedSql(db, """SELECT "Seq" FROM "StaleActions" ORDER BY "Seq" LIMIT @most""", "@most");
        var stale = list.Read(r => r.GetInt64(0), Batch);
        if (stale.Count == 0)
        {
            return 0;
        }

        using var present = new PreparedSql(
            db,
            $"""
            SELECT {ActionDocument.Columns} FROM "StaleActions" AS s CROSS JOIN "Actions" AS a
            WHERE a."Seq" = s."Seq" AND s."Seq" <= @last ORDER BY s."Seq"
            """,
            "@last");
        var documents = present.Read(ActionDocument.Read, stale[^1]);
        using var settle = new PreparedSql(db, """DELETE FROM "StaleActions" WHERE "Seq" <= @last""", "@last");
        settle.Run(stale[^1]);
        db.Dialect.ActionIndex.TakeOut(db, stale);
        TakeIn(db, documents);
        return stale.Count;
    }

    private static void TakeIn(RelationSyncDb db, List<ActionDocument> documents)
    {
        if (documents.Count == 0)
        {
            return;
        }

        db.Dialect.ActionIndex.TakeIn(db, documents);
        using var knows = new PreparedSql(db, """INSERT INTO "ActionOperators" ("Email") VALUES (@email) ON CONFLICT DO NOTHING""", "@email");
        foreach (var email in documents.Select(d => d.Operator).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            knows.Run(email);
        }

        var (first, last) = (db.Dialect.Least("COALESCE(\"FirstDay\", @first)", "@first"), db.Dialect.Greatest("COALESCE(\"LastDay\", @last)", "@last"));
        using var days = new PreparedSql(db, $"""UPDATE "ActionIndexState" SET "FirstDay" = {first}, "LastDay" = {last}""", "@first", "@last");
        days.Run(documents.Min(d => d.Day), documents.Max(d => d.Day));
    }
}
