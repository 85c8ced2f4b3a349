namespace RelationSync.Portal.Storage.Queries;

/// <summary>How many Events of an inbox have neither contact nor lead (R-W11): normal for one, a sign of something broken for many.</summary>
/// <param name="Events">Events of today.</param>
/// <param name="Nobody">Those of them without anybody.</param>
/// <param name="UsualShare">The share over the last 30 days before today, 0 to 1; null: too few Events to tell.</param>
public sealed record NobodyFound(int Events, int Nobody, double? UsualShare)
{
    /// <summary>Fewer Events a day tell nothing.</summary>
    public const int FewestToday = 10;

    /// <summary>The same of 30 days.</summary>
    public const int FewestBefore = 50;

    /// <summary>By how much of all Events the share has to exceed the usual one.</summary>
    public const double Jump = .25;

    public static readonly NobodyFound None = new(0, 0, null);

    /// <summary>Null: no Event today.</summary>
    public double? Share => Events == 0 ? null : (double)Nobody / Events;

    /// <summary>Today's share is far above the usual one, and at least twice it.</summary>
    public bool HasJumped => Events >= FewestToday && UsualShare is { } usual && Share >= usual + Jump && Share >= 2 * usual;
}
