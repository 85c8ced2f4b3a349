namespace RelationSync.Domain.Targets;

/// <summary>What an Event hangs on: contacts, the first of which is primary; or a lead; or nothing (R-W11).</summary>
/// <param name="ContactIds">At most <see cref="TargetChoice.MostContacts"/>.</param>
/// <param name="LeadId">Null where there are contacts.</param>
/// <param name="LeftOut">How many contacts more were found: a warning (R-W8).</param>
public sealed record ChosenTargets(IReadOnlyList<string> ContactIds, string? LeadId, int LeftOut)
{
    public static readonly ChosenTargets None = new([], null, 0);
}
