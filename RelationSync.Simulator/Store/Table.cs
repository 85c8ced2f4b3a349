using System.Diagnostics.CodeAnalysis;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Store;

/// <summary>All rows of one object, deleted ones included. Callers hold the org's lock.</summary>
internal sealed class Table(EntityType type)
{
    private readonly List<Record> _rows = [];
    private readonly Dictionary<string, Record> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<FieldType, FieldIndex> _indexes = [];

    public EntityType Type => type;

    public IReadOnlyList<Record> Rows => _rows;

    public int Count => _byId.Count;

    public bool TryGet(string id18, [NotNullWhen(true)] out Record? row) => _byId.TryGetValue(id18, out row);

    public bool TryIndex(FieldType field, [NotNullWhen(true)] out FieldIndex? index)
    {
        if (_indexes.TryGetValue(field, out index))
        {
            return true;
        }

        index = null;
        return false;
    }

    /// <summary>Builds what indexes the object's fields ask for; called again when a field was added.</summary>
    public void EnsureIndexes()
    {
        foreach (var field in type.Fields.Where(f => f.Is(FieldTraits.Indexed) && !_indexes.ContainsKey(f)))
        {
            var index = new FieldIndex();
            foreach (var row in _rows)
            {
                index.Add(row[field] as string, row);
            }

            _indexes[field] = index;
        }
    }

    public void Insert(Record row)
    {
        _rows.Add(row);
        _byId.Add(row.Id, row);
        foreach (var (field, index) in _indexes)
        {
            index.Add(row[field] as string, row);
        }
    }

    /// <summary>Takes back an insert; only ever the latest ones, in reverse order.</summary>
    public void Withdraw(Record row)
    {
        var at = _rows.LastIndexOf(row);
        _rows.RemoveAt(at);
        _byId.Remove(row.Id);
        foreach (var (field, index) in _indexes)
        {
            index.Remove(row[field] as string, row);
        }
    }

    public void Replace(Record row, object?[] values)
    {
        var before = row.Values;
        foreach (var (field, index) in _indexes)
        {
            var old = field.Ordinal < before.Length ? before[field.Ordinal] as string : null;
            var now = field.Ordinal < values.Length ? values[field.Ordinal] as string : null;
            if (!string.Equals(old, now, StringComparison.Ordinal))
            {
                index.Remove(old, row);
                index.Add(now, row);
            }
        }

        row.Values = values;
    }
}
