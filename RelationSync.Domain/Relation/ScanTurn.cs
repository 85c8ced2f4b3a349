namespace RelationSync.Domain.Relation;

/// <summary>
/// A box's next scan: a period after the last one, or a little earlier where the scans of other boxes are due at that time. So
/// boxes once scanned together (after a restart or an outage) don't queue for the limit together from then on (R-P5), and
/// periods that change cost no scans.
/// </summary>
/// <param name="Others">When the other boxes of the tenant are due.</param>
public sealed record ScanTurn(TimeSpan Period, IReadOnlyCollection<DateTimeOffset> Others)
{
    /// <summary>The latest time, half a period after this scan at the earliest, that is half a share of the period away from all others.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset scanned)
    {
        var apart = Period / (2 * (Others.Count + 1));
        var latest = scanned + Period;
        var next = latest;
        foreach (var other in Others.OrderDescending().SkipWhile(o => o >= latest + apart))
        {
            if (other <= next - apart)
            {
                break;
            }

            next = other - apart;
        }

        return next < scanned + (Period / 2) ? latest : next;
    }
}
