using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary>The people of all Events as rows of <c>EventWhoRelation</c>, made when they are asked for.</summary>
internal static class EventWhoRelations
{
    public static IEnumerable<Record> Rows(Org org, EntityType entity)
    {
        var number = 0L;
        foreach (var row in org["Event"].Rows)
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
}
