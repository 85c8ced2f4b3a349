namespace RelationSync.Domain.Relation;

/// <summary>
/// Whose ticket is read next (R-P5). On-time tickets first, the boxes taking turns; late ones have at least three reads of
/// ten while both wait, so that neither starves the other.
/// </summary>
public sealed class ReadingOrder
{
    /// <summary>A ticket is to be read within so long of when its change was seen …</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(150);

    /// <summary>… and is late when so much more has passed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private const int LateTenths = 3;

    private readonly Dictionary<long, long> _servedAt = [];
    private int _credit;
    private long _turn;

    /// <summary>What became dirty before this is late.</summary>
    public static DateTimeOffset LateBefore(DateTimeOffset now) => now - Deadline - Patience;

    /// <param name="onTime">Of each box the on-time ticket with the earliest deadline.</param>
    /// <param name="late">The oldest late one, or null.</param>
    public DirtyTicket? Next(IReadOnlyCollection<DirtyTicket> onTime, DirtyTicket? late)
    {
        if (late is not null && onTime.Count > 0)
        {
            _credit += LateTenths;
            if (_credit >= 10)
            {
                _credit -= 10;
                return late;
            }
        }
        else if (late is not null)
        {
            return late;
        }

        var next = onTime.OrderBy(t => _servedAt.GetValueOrDefault(t.BoxId)).ThenBy(t => t.DirtySince).ThenBy(t => t.BoxId).FirstOrDefault();
        if (next is not null)
        {
            _servedAt[next.BoxId] = ++_turn;
        }

        return next;
    }
}

/// <summary>A ticket that changed and wasn't read since.</summary>
public sealed record DirtyTicket(long BoxId, long TicketId, DateTimeOffset DirtySince);
