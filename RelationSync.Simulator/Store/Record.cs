using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Store;

/// <summary>A row. Its values are replaced as a whole, so that an undo only has to put the old array back.</summary>
internal sealed class Record(EntityType type, string id, object?[] values, DateTimeOffset createdAt)
{
    private static readonly object True = true;
    private static readonly object False = false;

    public EntityType Type => type;

    public string Id => id;

    /// <summary>To the millisecond; <c>CreatedDate</c> has whole seconds, as in Salesforce.</summary>
    public DateTimeOffset CreatedAt => createdAt;

    public object?[] Values { get; set; } = values;

    public bool IsDeleted { get; set; }

    /// <summary>How often this row was written: 1 after its insert.</summary>
    public int WriteCount { get; set; } = 1;

    /// <summary>Contacts or the lead of an Event, the primary one first.</summary>
    public IReadOnlyList<string> WhoIds { get; set; } = [];

    public object? this[FieldType field] => field.Ordinal switch
    {
        FieldType.IdOrdinal => id,
        FieldType.IsDeletedOrdinal => IsDeleted ? True : False,
        FieldType.WhoIdsOrdinal => null,
        var ordinal when ordinal < Values.Length => Values[ordinal],
        _ => null,
    };

    public object? this[string field] => this[type[field]];

    public string? Text(string field) => this[field] as string;

    public bool Flag(string field) => this[field] is true;
}
