using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Actions;

/// <summary>Operators to choose from: those whose e-mail holds a text.</summary>
public sealed class ListOperators(Store store)
{
    /// <summary>So many are offered at once.</summary>
    public const int Most = 20;

    /// <summary>Of actions that the index doesn't know yet, so many of the newest are asked.</summary>
    private const int Newest = 2 * ActionIndexer.LeftOut;

    public Task<IReadOnlyList<string>> RunAsync(string? part, CancellationToken cancellationToken) => store.ReadAsync(
        (db, _) =>
        {
            var beyond = db.Dialect.Greatest(
                """(SELECT "UpTo" FROM "ActionIndexState")""", $"""(SELECT COALESCE(MAX("Seq"), 0) - {Newest} FROM "Actions")""");
            using var emails = new PreparedSql(
                db,
                $"""
                SELECT "Email" FROM "ActionOperators"
                UNION SELECT "OperatorEmail" FROM "Actions"{db.Dialect.ByKey} WHERE "Seq" > {beyond} AND "OperatorEmail" IS NOT NULL
                """);
            var search = SearchText.Normal(part?.Trim() ?? "");
            return Task.FromResult<IReadOnlyList<string>>(
                [.. emails.Read(r => r.GetString(0)).Where(e => SearchText.Normal(e).Contains(search, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(Most)]);
        },
        cancellationToken);
}
