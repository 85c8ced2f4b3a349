using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Writing;

/// <summary>What a caller sent for one record, read into the types of its fields.</summary>
internal sealed class Draft(EntityType entity)
{
    public EntityType Entity => entity;

    public Dictionary<FieldType, object?> Sent { get; } = new(16);

    /// <summary>Null where <c>EventWhoIds</c> was not sent; empty where an empty or null list was.</summary>
    public IReadOnlyList<string>? WhoIds { get; set; }

    public string? Id { get; set; }

    /// <summary>What reading the values already found wrong with this record.</summary>
    public SaveError? Error { get; set; }

    /// <summary>The strings of the record as it was sent, for faults that look into records.</summary>
    public Func<string, bool> Mentions { get; init; } = static _ => false;

    public bool Has(string field) => entity.TryStored(field, out var type) && Sent.ContainsKey(type);
}
