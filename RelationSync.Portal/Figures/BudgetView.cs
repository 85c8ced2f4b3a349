namespace RelationSync.Portal.Figures;

/// <summary>A connection's own API budget and what it has used of it. Times are UTC.</summary>
/// <param name="Percent">The share of the org's daily limit that it may use; null: no budget.</param>
/// <param name="Used">Its calls of the last 24 hours.</param>
/// <param name="Allowed">How many calls the share is; null: no budget, or the org's limit isn't known yet.</param>
/// <param name="HeldSince">Since when the budget holds it up.</param>
/// <param name="ResumesAt">When enough calls will have aged out, if none is made until then; null: it isn't held up.</param>
/// <param name="LastHour">Its calls of the last hour.</param>
public sealed record BudgetView(int? Percent, int Used, int? Allowed, DateTimeOffset? HeldSince, DateTimeOffset? ResumesAt, int LastHour = 0)
{
    public static readonly BudgetView None = new(null, 0, null, null, null);
}
