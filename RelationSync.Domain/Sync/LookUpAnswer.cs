using RelationSync.Domain.Owners;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Sync;

/// <summary>What was found; every list may hold more than was asked for (a search hit is compared again by us).</summary>
public sealed record LookUpAnswer(
    IReadOnlyList<SalesforceUser> Users,
    IReadOnlyList<TargetHit> Contacts,
    IReadOnlyList<TargetHit> Leads,
    IReadOnlyList<OpportunityRole> Roles,
    IReadOnlyList<EventHit> Events)
{
    /// <summary>The connecting user sees all Events; no where that wasn't asked, or couldn't be.</summary>
    public bool SeesAll { get; init; }

    public static readonly LookUpAnswer Nothing = new([], [], [], [], []);
}
