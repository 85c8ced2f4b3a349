namespace RelationSync.Domain.Sync;

/// <summary>What an org allows the connecting user, as its description of Event says.</summary>
/// <param name="OrgId">18-character id of the org.</param>
/// <param name="UserId">18-character id of the user who authorised.</param>
/// <param name="SharedActivities">Several contacts on one Event (<c>EventWhoIds</c> exists).</param>
/// <param name="MarkerField"><c>RelationSync_ActionId__c</c> can be written and upserted by.</param>
/// <param name="Types">Active values of <c>Type</c>.</param>
/// <param name="TypeRestricted">The picklist refuses values that it lacks.</param>
public sealed record OrgCapabilities(
    string OrgId,
    string UserId,
    bool SharedActivities,
    bool MarkerField,
    IReadOnlySet<string> Types,
    bool TypeRestricted)
{
    /// <summary>Those of <see cref="EventFields"/> that the connecting user may not write.</summary>
    public IReadOnlySet<string> Unwritable { get; init; } = new HashSet<string>();

    /// <summary>Those that the connecting user doesn't even see: a query that names one is refused.</summary>
    public IReadOnlySet<string> Unreadable { get; init; } = new HashSet<string>();

    /// <summary>A sandbox: users' e-mails may end in <c>.invalid</c> (R-O2). Null: not known.</summary>
    public bool? Sandbox { get; init; }

    /// <summary>True if it refuses that label, so that it must not be sent (R-M5).</summary>
    public bool RefusesType(string label) => TypeRestricted && !HasType(label);

    public bool HasType(string label) => Types.Contains(label, StringComparer.OrdinalIgnoreCase);

    /// <summary>True if the field may be written, as far as is known.</summary>
    public bool Allows(string field) => field switch
    {
        EventFields.EventWhoIds => SharedActivities,
        EventFields.Marker => MarkerField,
        _ => !Unwritable.Contains(field),
    };

    /// <summary>The same without fields that a refusal named.</summary>
    public OrgCapabilities Without(IReadOnlyCollection<string> unwritable, IReadOnlyCollection<string> unreadable) => this with
    {
        SharedActivities = SharedActivities && !unwritable.Contains(EventFields.EventWhoIds),
        MarkerField = MarkerField && !unwritable.Contains(EventFields.Marker),
        Unwritable = Unwritable.Union(unwritable.Where(EventFields.Optional.Contains)).ToHashSet(StringComparer.Ordinal),
        Unreadable = Unreadable.Union(unreadable.Where(EventFields.Optional.Contains)).ToHashSet(StringComparer.Ordinal),
    };
}
