namespace RelationSync.Domain.Relation;

/// <summary>
/// When to read a ticket that a search by sent time should have found and didn't. A send that was taken back has no sent time
/// any more (R-T4), but absence alone proves nothing: the waits grow with the message's age, so that a ticket that stays
/// absent costs about ten reads in three days.
/// </summary>
public static class VanishedLook
{
    /// <summary>Tickets per search: what vanishes in masses was moved or deleted, and what is new goes first (R-P5).</summary>
    public const int MostAtOnce = 5;

    /// <summary>What lies at a window's beginning may be outside of it by the time it is searched.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>The index may lag as long.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(3);

    /// <param name="changedAt">Last change of the message that is known.</param>
    /// <param name="readAt">When the ticket was read last.</param>
    public static bool IsDue(DateTimeOffset changedAt, DateTimeOffset readAt, DateTimeOffset now)
    {
        var age = readAt - changedAt;
        return now - readAt >= (age > ShortestWait ? age : ShortestWait);
    }
}
