namespace RelationSync.Domain.Salesforce;

/// <summary>An Event as it is written: everything resolved. ShowAs is Free and IsReminderSet false for all (R-M11).</summary>
/// <param name="Marker">The action's id; written where the org has the marker field.</param>
/// <param name="Type">Null: written without Type (R-M5).</param>
/// <param name="WhoIds">Contacts in order, the first is primary; or one lead; or none. More than one goes as <c>EventWhoIds</c> (R-M8).</param>
/// <param name="WhatId">The Opportunity, or null.</param>
public sealed record EventRecord(
    Guid Marker,
    string Subject,
    string OwnerId,
    DateTimeOffset Start,
    DateTimeOffset End,
    string? Type,
    string Description,
    IReadOnlyList<string> WhoIds,
    string? WhatId)
{
    /// <summary>Fields that the connecting user may not write (R-E3): left out, though they have a value for every Event.</summary>
    public IReadOnlySet<string> Omitted { get; init; } = new HashSet<string>();
}
