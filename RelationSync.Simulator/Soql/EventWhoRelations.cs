using RelationSync.Simulator.Access;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary>The people of all Events as rows of <c>EventWhoRelation</c>, made when they are asked for.</summary>
internal static class EventWhoRelations
{
    public static IEnumerable<Record> Rows(Caller caller, EntityType entity, Condition? where)
    {
        var number = 0L;
        foreach (var row in (EventsNamed(caller.Org, where) ?? caller.Org["Event"].Rows).Where(caller.Sees))
        {
            foreach (var who in row.WhoIds)
            {
                var values = new object?[entity.ValueCount];
                values[entity["EventId"].Ordinal] = row.Id;
                values[entity["RelationId"].Ordinal] = who;
                values[entity["Type"].Ordinal] = who.StartsWith("00Q", StringComparison.Ordinal) ? "Lead" : "Contact";
                values[entity["CreatedDate"].Ordinal] = row["CreatedDate"];
                yield return new Record(entity, SalesforceId.Make(entity.KeyPrefix, "00000", ++number), values, row.CreatedAt) { IsDeleted = row.IsDeleted };
            }
        }
    }

    /// <summary>The Events that <c>EventId IN (…)</c> names, so that not all have to be looked at.</summary>
    private static IEnumerable<Record>? EventsNamed(Org org, Condition? where) => where switch
    {
        Condition.Compare { Operator: "=", Path: var path, Value: var value } when IsEventId(path) => Find(org, [value]),
        Condition.InList { Negated: false, Path: var path, Values: var values } when IsEventId(path) => Find(org, values),
        Condition.All all => all.Parts.Select(p => EventsNamed(org, p)).FirstOrDefault(e => e is not null),
        _ => null,
    };

    private static bool IsEventId(string path) => path.Equals("EventId", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Record> Find(Org org, IReadOnlyList<Literal> ids) => ids
        .Select(l => SalesforceId.TryNormalise(l.Text, out var id) && org["Event"].TryGet(id, out var row) ? row : null)
        .OfType<Record>()
        .Distinct();
}
