namespace RelationSync.Domain.Relation;

/// <summary>
/// A box's turn within the scan period. The boxes of a tenant come one after the other, evenly over the period, so that boxes
/// once scanned together (after a restart or an outage) don't queue for the limit together from then on (R-P5).
/// </summary>
/// <param name="Boxes">Of the tenant; at least 1.</param>
/// <param name="Previous">When the box before it in their order is due; null if not known.</param>
public readonly record struct ScanTurn(TimeSpan Period, int Boxes, DateTimeOffset? Previous)
{
    /// <summary>The next turn: half a period after this scan at the earliest, a period after it at the latest.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset scanned)
    {
        var (earliest, latest) = (scanned + (Period / 2), scanned + Period);
        var turn = Previous + (Period / Boxes) ?? latest;
        return turn < earliest ? earliest : turn > latest ? latest : turn;
    }
}
