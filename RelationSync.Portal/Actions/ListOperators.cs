using RelationSync.Portal.Actions.Search;
using RelationSync.Portal.Storage;

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
            using var emails = new Statement(
                db,
                $"""
                SELECT "Email" FROM "ActionOperators"
                UNION SELECT DISTINCT "OperatorEmail" FROM "Actions" NOT INDEXED
                  WHERE "Seq" > MAX((SELECT "UpTo" FROM "ActionIndexState"), (SELECT MAX("Seq") FROM "Actions") - {Newest}) AND "OperatorEmail" IS NOT NULL
                ORDER BY 1
                """);
            var search = SearchText.Normal(part?.Trim() ?? "");
            return Task.FromResult<IReadOnlyList<string>>(
                [.. emails.Stream(r => r.GetString(0)).Where(e => SearchText.Normal(e).Contains(search, StringComparison.Ordinal)).Take(Most)]);
        },
        cancellationToken);
}
