namespace RelationSync.Simulator.Schema;

/// <summary>The values of a picklist. Immutable snapshots, so that a describe never sees a half-written list.</summary>
internal sealed class PicklistValueSet(params IEnumerable<string> values)
{
    private volatile PicklistValue[] _values = [.. values.Select(v => new PicklistValue(v, v))];

    public IReadOnlyList<PicklistValue> Values => _values;

    public bool Sorted { get; set; }

    /// <summary>The value as the org spells it; matching has no regard to case.</summary>
    public PicklistValue? Find(string value) =>
        Array.Find(_values, v => string.Equals(v.Value, value, StringComparison.OrdinalIgnoreCase));

    public void Append(PicklistValue value) => _values = [.. _values, value];

    /// <summary>Salesforce replaces the whole list: what was left out goes, inactive values of records stay known.</summary>
    public void Replace(IEnumerable<PicklistValue> values)
    {
        PicklistValue[] given = [.. values];
        var kept = _values
            .Where(old => !given.Any(v => string.Equals(v.Value, old.Value, StringComparison.OrdinalIgnoreCase)))
            .Select(old => old with { Active = false, Default = false });
        _values = [.. given, .. kept];
    }
}
