using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary>A field path looked up: the references to follow, then the field. <c>Who</c> and <c>What</c> may lead to several objects.</summary>
internal sealed class BoundPath(Org org, IReadOnlyList<FieldType> hops, FieldType leaf, bool polymorphic)
{
    public IReadOnlyList<FieldType> Hops => hops;

    public FieldType Leaf => leaf;

    public object? Value(Record row)
    {
        var at = Follow(row);
        if (at is null)
        {
            return null;
        }

        if (!polymorphic)
        {
            return at[leaf];
        }

        return leaf.Name == "Type" ? at.Type.Name : at.Type.TryField(leaf.Name, out var field) ? at[field] : null;
    }

    /// <summary>Rows that have one of these values, through indexes all the way; null where an index is missing.</summary>
    public HashSet<Record>? Candidates(IEnumerable<string> values, EntityType root)
    {
        if (polymorphic)
        {
            return null;
        }

        var entity = hops.Count == 0 ? root : org.Schema[hops[^1].ReferenceTo[0]];
        var found = ByLeaf(values, org.TableOf(entity));
        for (var i = hops.Count - 1; i >= 0 && found is not null; i--)
        {
            var owner = i == 0 ? root : org.Schema[hops[i - 1].ReferenceTo[0]];
            found = org.TableOf(owner).TryIndex(hops[i], out var index) ? [.. found.SelectMany(r => index.Find(r.Id))] : null;
        }

        return found;
    }

    private HashSet<Record>? ByLeaf(IEnumerable<string> values, Table table)
    {
        HashSet<Record> found = [];
        if (leaf.Kind == FieldKind.Id)
        {
            foreach (var value in values)
            {
                if (table.TryGet(value, out var row))
                {
                    found.Add(row);
                }
            }

            return found;
        }

        if (!table.TryIndex(leaf, out var index))
        {
            return null;
        }

        foreach (var value in values)
        {
            found.UnionWith(index.Find(value));
        }

        return found;
    }

    private Record? Follow(Record row)
    {
        var at = row;
        foreach (var hop in hops)
        {
            if (at[hop] is not string id || org.Find(id) is not { } next)
            {
                return null;
            }

            at = next;
        }

        return at;
    }
}
