using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Writing;

internal static class Deletion
{
    /// <summary>The row, and the roles that go with a deleted Opportunity or Contact.</summary>
    public static IEnumerable<Record> Of(Org org, Record row)
    {
        yield return row;
        if (row.Type.Name is not ("Opportunity" or "Contact"))
        {
            yield break;
        }

        var roles = org["OpportunityContactRole"];
        if (roles.TryIndex(roles.Type[row.Type.Name + "Id"], out var index))
        {
            foreach (var role in index.Find(row.Id).Where(r => !r.IsDeleted).ToList())
            {
                yield return role;
            }
        }
    }
}
