namespace RelationSync.Simulator.Store;

/// <summary>Rows by the value of one field, without regard to case. Most values have one row: no list is made for those.</summary>
internal sealed class FieldIndex
{
    private readonly Dictionary<string, object> _rows = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string? value, Record row)
    {
        if (value is null)
        {
            return;
        }

        if (!_rows.TryGetValue(value, out var there))
        {
            _rows[value] = row;
        }
        else if (there is HashSet<Record> set)
        {
            set.Add(row);
        }
        else if (!ReferenceEquals(there, row))
        {
            _rows[value] = new HashSet<Record> { (Record)there, row };
        }
    }

    public void Remove(string? value, Record row)
    {
        if (value is null || !_rows.TryGetValue(value, out var there))
        {
            return;
        }

        if (there is HashSet<Record> set)
        {
            set.Remove(row);
        }
        else if (ReferenceEquals(there, row))
        {
            _rows.Remove(value);
        }
    }

    public int Count(string value) =>
        _rows.TryGetValue(value, out var there) ? there is HashSet<Record> set ? set.Count : 1 : 0;

    public IEnumerable<Record> Find(string value)
    {
        if (!_rows.TryGetValue(value, out var there))
        {
            return [];
        }

        return there is HashSet<Record> set ? set : [(Record)there];
    }
}
