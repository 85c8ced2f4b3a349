using RelationSync.Simulator.Access;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary>Runs SOQL over the rows of an org that a user sees. The org's lock is held.</summary>
internal sealed class QueryRunner(Caller caller)
{
    private readonly Org _org = caller.Org;

    public QueryResult Run(string soql, bool withDeleted = false)
    {
        var now = _org.Clock.GetUtcNow().UtcDateTime;
        var query = Parser.Parse(soql, now);
        var paths = Paths(query);
        var shape = query.IsCount ? null : SelectNode.Build(_org, paths, query.Fields);
        var rows = Rows(query, paths, withDeleted);
        return query.IsCount ? new QueryResult(rows.Count, [], null) : new QueryResult(rows.Count, rows, shape);
    }

    /// <summary>What <c>columns=true</c> asks: the columns of an answer, without its rows.</summary>
    public ApiResponse Columns(string soql)
    {
        var query = Parser.Parse(soql, _org.Clock.GetUtcNow().UtcDateTime);
        var paths = Paths(query);
        return QueryColumns.Describe(paths.Root, query.IsCount, query.IsCount ? null : SelectNode.Build(_org, paths, query.Fields));
    }

    /// <summary>The rows of an object that a bare WHERE leaves, for searches.</summary>
    public IReadOnlyList<Record> Where(string entity, string? where, int? limit)
    {
        var soql = $"SELECT Id FROM {entity}" + (where is null ? string.Empty : $" WHERE {where}") + (limit is { } n ? $" LIMIT {n}" : string.Empty);
        return Run(soql).Rows;
    }

    private List<Record> Rows(SoqlQuery query, PathBinder paths, bool withDeleted)
    {
        var filter = query.Where is null ? null : new FilterBinder(_org, paths, Subquery).Bind(query.Where);
        var order = query.OrderBy.Select(o => (Path: Sortable(paths, o.Path), o.Descending, o.NullsLast)).ToArray();
        var source = paths.Root.Name switch
        {
            "EventWhoRelation" => EventWhoRelations.Rows(caller, paths.Root, query.Where),
            "UserPermissionAccess" => [OwnPermissions.Row(caller, paths.Root)],
            _ => InInsertOrder(filter?.Candidates(), order.Length > 0) ?? _org.TableOf(paths.Root).Rows,
        };
        var rows = new List<Record>();
        foreach (var row in source)
        {
            if ((withDeleted || !row.IsDeleted) && caller.Sees(row) && (filter is null || filter.Matches(row)))
            {
                rows.Add(row);
            }
        }

        if (order.Length > 0)
        {
            rows = Sort(rows, order);
        }

        var from = Math.Min(query.Offset, rows.Count);
        var count = Math.Min(query.Limit ?? int.MaxValue, rows.Count - from);
        return from == 0 && count == rows.Count ? rows : rows.GetRange(from, count);
    }

    private PathBinder Paths(SoqlQuery query) =>
        _org.Schema.TryEntity(query.From, out var entity)
            ? new PathBinder(_org, entity, query.Alias)
            : throw new ApiException(400, "INVALID_TYPE", $"sObject type '{query.From}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.");

    private HashSet<string> Subquery(SoqlQuery query)
    {
        var paths = Paths(query);
        if (query.IsCount || query.Fields.Count != 1)
        {
            throw new ApiException(400, "MALFORMED_QUERY", "A sub-select selects exactly one field");
        }

        var field = paths.Bind(query.Fields[0]);
        return [.. Rows(query, paths, withDeleted: false).Select(field.Value).OfType<string>()];
    }

    private static BoundPath Sortable(PathBinder paths, string name)
    {
        var path = paths.Bind(name);
        return path.Leaf.Kind == FieldKind.LongText
            ? throw new ApiException(400, "INVALID_FIELD", $"field '{path.Leaf.Name}' can not be sorted in a query call")
            : path;
    }

    /// <summary>Ids grow with every insert, so their order is the one a scan would give.</summary>
    private static IEnumerable<Record>? InInsertOrder(HashSet<Record>? found, bool sortedLater) =>
        found is null || sortedLater ? found : found.OrderBy(r => r.Id, StringComparer.Ordinal);

    private static List<Record> Sort(List<Record> rows, (BoundPath Path, bool Descending, bool NullsLast)[] order)
    {
        var keyed = rows.Select((row, at) => (Row: row, At: at, Keys: Array.ConvertAll(order, o => o.Path.Value(row)))).ToList();
        keyed.Sort((a, b) =>
        {
            for (var i = 0; i < order.Length; i++)
            {
                var (left, right) = (a.Keys[i], b.Keys[i]);
                if (left is null || right is null)
                {
                    if (left is null != right is null)
                    {
                        return left is null == order[i].NullsLast ? 1 : -1;
                    }

                    continue;
                }

                var compared = ValueOrder.Compare(left, right);
                if (compared != 0)
                {
                    return order[i].Descending ? -compared : compared;
                }
            }

            return a.At.CompareTo(b.At);
        });
        return keyed.ConvertAll(k => k.Row);
    }
}
