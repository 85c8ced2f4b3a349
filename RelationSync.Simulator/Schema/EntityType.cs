using System.Diagnostics.CodeAnalysis;

namespace RelationSync.Simulator.Schema;

/// <summary>An object of the org and its fields. Fields may be added while the org runs; they are never taken away.</summary>
internal sealed class EntityType(string name, string label, string keyPrefix)
{
    private volatile FieldType[] _fields = [];
    private Dictionary<string, FieldType> _byName = new(StringComparer.OrdinalIgnoreCase);
    private HashSet<string> _hidden = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, FieldType> _byRelationship = new(StringComparer.OrdinalIgnoreCase);

    public string Name => name;

    public string Label => label;

    public string KeyPrefix => keyPrefix;

    /// <summary>Setup objects (User) are never saved in one call with others.</summary>
    public bool IsSetup { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsDeletable { get; init; } = true;

    public IReadOnlyList<FieldType> Fields => _fields;

    /// <summary>The fields that users of the API see.</summary>
    public IEnumerable<FieldType> ShownFields => _fields.Where(f => !IsHidden(f));

    public IReadOnlyList<FieldType> RequiredFields { get; private set; } = [];

    /// <summary>Checkboxes are never null.</summary>
    public IReadOnlyList<FieldType> Checkboxes { get; private set; } = [];

    public int ValueCount { get; private set; }

    public FieldType this[string field] => _byName[field];

    /// <summary>A field as users of the API see it: a hidden one isn't there.</summary>
    public bool TryField(string field, [NotNullWhen(true)] out FieldType? found) => TryStored(field, out found) && !IsHidden(found);

    public bool TryStored(string field, [NotNullWhen(true)] out FieldType? found) => _byName.TryGetValue(field, out found);

    public bool TryRelationship(string relationship, [NotNullWhen(true)] out FieldType? found) =>
        _byRelationship.TryGetValue(relationship, out found) && !IsHidden(found);

    /// <summary>Also hides fields that are added later.</summary>
    public void Hide(IEnumerable<string> names) => _hidden = new(names, StringComparer.OrdinalIgnoreCase);

    private bool IsHidden(FieldType field) => _hidden.Count > 0 && _hidden.Contains(field.Name);

    public int NextOrdinal() => ValueCount++;

    public void Add(FieldType field)
    {
        _byName = new(_byName, StringComparer.OrdinalIgnoreCase) { [field.Name] = field };
        if (field.RelationshipName is not null)
        {
            _byRelationship = new(_byRelationship, StringComparer.OrdinalIgnoreCase) { [field.RelationshipName] = field };
        }

        _fields = [.. _fields, field];
        RequiredFields = [.. _fields.Where(f => f.Is(FieldTraits.Required))];
        Checkboxes = [.. _fields.Where(f => f.Kind == FieldKind.Boolean && f.Ordinal >= 0)];
    }
}
