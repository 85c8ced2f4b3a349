namespace RelationSync.Portal.Figures;

/// <summary>Actions of an inbox that have no Event though they should by now, at one moment.</summary>
/// <param name="FailedToday">Failed, of those whose clock began today; resolved ones too.</param>
/// <param name="FailedEarlier">The same of earlier days.</param>
/// <param name="WaitingToday">Still waiting after the five minutes, of those whose clock began today.</param>
/// <param name="WaitingEarlier">The same of earlier days.</param>
/// <param name="Resolved">Failed ones whose errors a person has marked as resolved: they have no Event all the same.</param>
/// <param name="CatchingUp">Of a range before the connection (R-T14), still to be synced; not among the others.</param>
/// <param name="InProgress">Still within their time.</param>
/// <param name="OldestAt">When the clock of the oldest that waits began.</param>
public sealed record MissingActions(
    int FailedToday, int FailedEarlier, int WaitingToday, int WaitingEarlier, int Resolved, int CatchingUp, int InProgress, DateTimeOffset? OldestAt)
{
    public static readonly MissingActions None = new(0, 0, 0, 0, 0, 0, 0, null);

    public int Today => FailedToday + WaitingToday;

    public int Earlier => FailedEarlier + WaitingEarlier;

    public int Waiting => WaitingToday + WaitingEarlier;

    public static MissingActions operator +(MissingActions a, MissingActions b) => new(
        a.FailedToday + b.FailedToday,
        a.FailedEarlier + b.FailedEarlier,
        a.WaitingToday + b.WaitingToday,
        a.WaitingEarlier + b.WaitingEarlier,
        a.Resolved + b.Resolved,
        a.CatchingUp + b.CatchingUp,
        a.InProgress + b.InProgress,
        a.OldestAt is null || b.OldestAt < a.OldestAt ? b.OldestAt : a.OldestAt);
}
