namespace RelationSync.Domain.Targets;

/// <summary>
/// The one open Opportunity that each contact would give (R-M9): where its role is primary first, then the one modified
/// last, then the lowest id. Build it once per batch.
/// </summary>
public sealed class OpportunityIndex
{
    private readonly Dictionary<string, string> _byContact;

    private OpportunityIndex(Dictionary<string, string> byContact) => _byContact = byContact;

    /// <param name="roles">Roles in open Opportunities only, in any order.</param>
    public static OpportunityIndex Of(IReadOnlyCollection<OpportunityRole> roles) => new(
        roles.GroupBy(role => role.ContactId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, BestOf, StringComparer.Ordinal));

    /// <summary>The contact's Opportunity, or null.</summary>
    public string? Of(string contactId) => _byContact.GetValueOrDefault(contactId);

    private static string BestOf(IEnumerable<OpportunityRole> roles) => roles
        .OrderByDescending(role => role.IsPrimary)
        .ThenByDescending(role => role.LastModifiedDate)
        .ThenBy(role => role.OpportunityId, StringComparer.Ordinal)
        .First().OpportunityId;
}
