using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>What the work list says of a cause beside its counts: what is refused, of how many customers, whose it is, whether it came again.</summary>
internal sealed class CauseFacts
{
    /// <summary>Entries whose customers and messages are compared, the largest causes first: more of them would take too long.</summary>
    private const int MostCompared = 2000;

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
        if (filter.Settled is false)
        {
            facts.Look(db, filter, [.. ends.Where(e => e.Key.Severity is LogSeverity.Error).OrderByDescending(e => count(e.Key))], count);
        }

        return facts;
    }

    /// <summary>When the last error closed, of the newest <see cref="MostCompared"/> that did; null: none has.</summary>
    public static DateTimeOffset? ClearedAt(RelationSyncDb db, ErrorLogFilter filter)
    {
        using var read = new PreparedSql(
            db,
            $"""
            SELECT MAX("ClosedAt") FROM (
              SELECT e."ClosedAt" FROM "LogEntries" AS e
              WHERE e."Severity" = {LogSeverity.Error.Sql()} AND e."ClosedAt" IS NOT NULL{LogScope.InboxSql(filter)}
              ORDER BY e."Seq" DESC LIMIT {MostCompared}) AS newest
            """);
        return read.Read(r => r.IsDBNull(0) ? (DateTimeOffset?)null : new DateTimeOffset(r.GetInt64(0), TimeSpan.Zero))[0];
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

    private void Look(RelationSyncDb db, ErrorLogFilter filter, IReadOnlyList<KeyValuePair<ErrorGroupKey, KindEnds>> errors, Func<ErrorGroupKey, int> count)
    {
        using var open = new PreparedSql(
            db, $"""SELECT e."Message", e."Arguments", e."CustomerKey" {Kind(db, CountedAs.Open)}{LogScope.InboxSql(filter)} AND e."At" >= @at""", "@severity", "@category", "@code", "@at");
        using var closed = new PreparedSql(db, NewestOver(db, CountedAs.Closed), "@severity", "@category", "@code", "@at");
        using var settled = new PreparedSql(db, NewestOver(db, CountedAs.Settled), "@severity", "@category", "@code", "@at");
        var left = MostCompared;
        foreach (var (key, end) in errors)
        {
            // The newest entry of the kind that is over, if it was so before the first that is open.
            _over[key] = new[] { closed, settled }
                .SelectMany(s => s.Read(r => (DateTimeOffset?)new DateTimeOffset(r.GetInt64(0), TimeSpan.Zero), key.Severity, key.Category, key.Code, end.FirstAt))
                .Where(o => o < end.FirstAt).Max();
            if (count(key) <= left)
            {
                left -= count(key);
                _compared[key] = Compare(open.Read(
                    r => (r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2)), key.Severity, key.Category, key.Code, filter.From));
            }
        }
    }

    private static (int? Customers, IReadOnlyList<ErrorMessage> Messages) Compare(List<(string Message, string? Arguments, string? Customer)> entries) => (
        Customers(entries),
        [.. entries.GroupBy(e => (e.Message, e.Arguments)).OrderByDescending(g => g.Count()).Select(g => new ErrorMessage(g.Key.Message, g.Key.Arguments, Customers(g)))]);

    private static int Customers(IEnumerable<(string Message, string? Arguments, string? Customer)> entries) =>
        entries.Select(e => e.Customer).OfType<string>().Distinct(StringComparer.Ordinal).Count();

    /// <summary>Those of one kind and state, by the index that has them in the order of time.</summary>
    private static string Kind(RelationSyncDb db, CountedAs state) =>
        $"""
        FROM "LogEntries" AS e{db.Dialect.By("IX_LogEntries_Ends")}
        WHERE e."Severity" = @severity AND e."Category" = @category AND e."Code" = @code AND {LogCounts.StateSql} = {state.Sql()}
        """;

    private static string NewestOver(RelationSyncDb db, CountedAs state) =>
        $"""SELECT COALESCE(e."SettledAt", e."ClosedAt") {Kind(db, state)} AND e."At" < @at ORDER BY e."At" DESC LIMIT 1""";

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
