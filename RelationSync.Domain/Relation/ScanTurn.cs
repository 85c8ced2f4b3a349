namespace RelationSync.Domain.Relation;

/// <summary>
/// A box's place in the scan period. The boxes of a tenant take turns, so that boxes scanned together (after a restart or an
/// outage) don't queue for the limit together from then on (R-P5).
/// </summary>
/// <param name="Place">From 0, below <paramref name="Boxes"/>.</param>
public readonly record struct ScanTurn(TimeSpan Period, int Place, int Boxes)
{
    /// <summary>
    /// The box's next turn, or half a period from now if its turn comes sooner: at most a period after this scan, and on its
    /// turn from the second scan on.
    /// </summary>
    public DateTimeOffset NextAfter(DateTimeOffset scanned)
    {
        var sinceTurn = (scanned.UtcTicks - (Period.Ticks * Place / Boxes)) % Period.Ticks;
        return scanned + TimeSpan.FromTicks(Math.Max(Period.Ticks / 2, Period.Ticks - sinceTurn));
    }
}
