using RelationSync.Domain.Connections;

namespace RelationSync.Domain.Targets;

/// <summary>Chooses among the contacts and leads that were found (R-W7 to R-W11): by key order, then the oldest, then by id.</summary>
public static class TargetChoice
{
    /// <summary>Salesforce ties no more contacts to one Event.</summary>
    public const int MostContacts = 50;

    /// <summary>For a single action. Of a batch, build the indexes once.</summary>
    public static ChosenTargets Choose(
        TargetKind kind,
        IReadOnlyList<CustomerKey> keys,
        IReadOnlyCollection<TargetHit> contacts,
        IReadOnlyCollection<TargetHit> leads) =>
        Choose(kind, keys, TargetIndex.Of(contacts), TargetIndex.Of(leads));

    /// <param name="kind">What the connection's Events may hang on.</param>
    /// <param name="keys">The action's keys in order.</param>
    /// <param name="contacts">Contacts found, of this action or others.</param>
    /// <param name="leads">Leads found that aren't converted.</param>
    public static ChosenTargets Choose(TargetKind kind, IReadOnlyList<CustomerKey> keys, TargetIndex contacts, TargetIndex leads) =>
        kind switch
        {
            TargetKind.Contact => Contacts(keys, contacts),
            TargetKind.Lead => Lead(keys, leads),
            TargetKind.Both => Contacts(keys, contacts) is { ContactIds.Count: > 0 } found ? found : Lead(keys, leads),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of target without a rule."),
        };

    private static ChosenTargets Contacts(IReadOnlyList<CustomerKey> keys, TargetIndex index)
    {
        var chosen = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in keys.SelectMany(index.IdsOf))
        {
            if (seen.Add(id) && chosen.Count < MostContacts)
            {
                chosen.Add(id);
            }
        }

        return chosen.Count == 0 ? ChosenTargets.None : new ChosenTargets(chosen, null, seen.Count - chosen.Count);
    }

    private static ChosenTargets Lead(IReadOnlyList<CustomerKey> keys, TargetIndex index) =>
        keys.SelectMany(index.IdsOf).FirstOrDefault() is { } leadId ? new ChosenTargets([], leadId, 0) : ChosenTargets.None;
}
