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
    bool TypeRestricted);
