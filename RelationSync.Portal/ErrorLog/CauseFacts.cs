using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>What the work list says of a cause beside its counts: what is refused, of how many customers, whose it is, whether it came again.</summary>
internal sealed class CauseFacts
{
    /// <summary>Of kinds with more entries, customers and messages aren't compared: that would read them all.</summary>
    private const int MostCompared = 500;

    private readonly Dictionary<long, LogEntry> _newest;
    private readonly Dictionary<ErrorGroupKey, (int? Customers, IReadOnlyList<ErrorMessage> Messages)> _compared = [];
    private readonly Dictionary<ErrorGroupKey, DateTimeOffset?> _over = [];
    private readonly Dictionary<ErrorGroupKey, CauseCare> _care;
    private readonly IReadOnlyDictionary<ErrorGroupKey, KindEnds> _ends;

    private CauseFacts(IReadOnlyDictionary<ErrorGroupKey, KindEnds> ends, Dictionary<long, LogEntry> newest, Dictionary<ErrorGroupKey, CauseCare> care) =>
        (_ends, _newest, _care) = (ends, newest, care);

    public static async Task<CauseFacts> ReadAsync(
        RelationSyncDb db,
        ErrorLogFilter filter,
        IReadOnlyDictionary<ErrorGroupKey, KindEnds> ends,
        Func<ErrorGroupKey, int> count,
        CancellationToken cancellationToken)
    {
        var last = ends.Values.Select(e => e.LastSeq).ToList();
        var newest = await db.LogEntries.AsNoTracking().Where(e => last.Contains(e.Seq)).ToDictionaryAsync(e => e.Seq, cancellationToken);
        var facts = new CauseFacts(ends, newest, await CareAsync(db, cancellationToken));
        foreach (var (key, end) in ends.Where(e => e.Key.Severity is LogSeverity.Error && filter.Settled is false))
        {
            facts._over[key] = OverBefore(db, key, end.FirstAt);
            if (count(key) <= MostCompared)
            {
                facts._compared[key] = await CompareAsync(db, filter, key, cancellationToken);
            }
        }

        return facts;
    }

    /// <summary>When the newest error that is over closed; null: there is none.</summary>
    public static DateTimeOffset? ClearedAt(RelationSyncDb db)
    {
        using var read = new PreparedSql(
            db,
            $"""
            SELECT "ClosedAt" FROM "LogEntries" WHERE "Severity" = {LogSeverity.Error.Sql()} AND "ClosedAt" IS NOT NULL ORDER BY "Seq" DESC LIMIT 1
            """);
        return read.Read(r => (DateTimeOffset?)new DateTimeOffset(r.GetInt64(0), TimeSpan.Zero)).FirstOrDefault();
    }

    public ErrorGroup Tell(ErrorGroup group)
    {
        var entry = _newest.GetValueOrDefault(_ends[group.Key].LastSeq);
        var (customers, messages) = _compared.GetValueOrDefault(group.Key, (null, []));
        return group with
        {
            LastMessage = entry?.Message ?? "",
            LastArguments = entry?.Arguments,
            LastAction = entry?.ActionId,
            Fields = entry?.Fields?.Split(',') ?? [],
            Customers = customers,
            Messages = messages,
            OverBefore = _over.GetValueOrDefault(group.Key),
            Care = _care.GetValueOrDefault(group.Key),
        };
    }

    private static async Task<(int? Customers, IReadOnlyList<ErrorMessage> Messages)> CompareAsync(
        RelationSyncDb db, ErrorLogFilter filter, ErrorGroupKey key, CancellationToken cancellationToken)
    {
        if (LogScope.First(db, filter) is not { } first)
        {
            return (null, []);
        }

        var entries = await LogScope.Entries(db, filter, first).OfKind(key).Take(MostCompared)
            .Select(e => new { e.Message, e.Arguments, e.CustomerKey }).ToListAsync(cancellationToken);
        return (
            entries.Select(e => e.CustomerKey).OfType<string>().Distinct(StringComparer.Ordinal).Count(),
            [.. entries.GroupBy(e => (e.Message, e.Arguments)).OrderByDescending(g => g.Count()).Select(g => new ErrorMessage(
                g.Key.Message, g.Key.Arguments, g.Select(e => e.CustomerKey).OfType<string>().Distinct(StringComparer.Ordinal).Count()))]);
    }

    /// <summary>The newest entry of the kind that is over, if it was so before the first that is open.</summary>
    private static DateTimeOffset? OverBefore(RelationSyncDb db, ErrorGroupKey key, DateTimeOffset firstAt)
    {
        DateTimeOffset? newest = null;
        foreach (var state in new[] { CountedAs.Closed, CountedAs.Settled })
        {
            using var read = new PreparedSql(
                db,
                $"""
                SELECT COALESCE(e."SettledAt", e."ClosedAt") FROM "LogEntries" AS e{db.Dialect.By("IX_LogEntries_Ends")}
                WHERE e."Severity" = {key.Severity.Sql()} AND e."Category" = {key.Category.Sql()} AND e."Code" = @code
                  AND {LogCounts.StateSql} = {state.Sql()} AND e."At" < @first
                ORDER BY e."At" DESC LIMIT 1
                """,
                "@code",
                "@first");
            foreach (var over in read.Read(r => new DateTimeOffset(r.GetInt64(0), TimeSpan.Zero), key.Code, firstAt).Where(o => o < firstAt && !(o < newest)))
            {
                newest = over;
            }
        }

        return newest;
    }

    private static async Task<Dictionary<ErrorGroupKey, CauseCare>> CareAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        var causes = await db.ErrorCauses.AsNoTracking().ToListAsync(cancellationToken);
        var owners = causes.Select(c => c.OwnerId).OfType<Guid>().ToList();
        var emails = await db.Accounts.Where(a => owners.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Email, cancellationToken);
        return causes.ToDictionary(
            c => new ErrorGroupKey(c.Severity, c.Category, c.Code),
            c => c.OwnerId is { } owner && emails.TryGetValue(owner, out var email)
                ? new CauseCare(owner, email, c.OwnedAt, c.Note, c.NotedBy, c.NotedAt)
                : new CauseCare(null, null, null, c.Note, c.NotedBy, c.NotedAt));
    }
}
