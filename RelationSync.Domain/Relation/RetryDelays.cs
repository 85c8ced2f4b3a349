namespace RelationSync.Domain.Relation;

/// <summary>When what went wrong is tried again.</summary>
public static class RetryDelays
{
    /// <summary>A ticket that can't be read for so long is listed.</summary>
    public static readonly TimeSpan Unreadable = TimeSpan.FromHours(24);

    private static readonly TimeSpan SeldomLook = TimeSpan.FromHours(6);

    /// <summary>Seldom looks go on for seven days.</summary>
    private const int SeldomLooks = 28;

    private static readonly TimeSpan[] Looks = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)];

    /// <summary>After the n-th failure of a ticket, from 1: 2 s, 8 s, then 1, 2, 4 … 30 minutes.</summary>
    public static TimeSpan OfTicket(int failures) => failures switch
    {
        <= 1 => TimeSpan.FromSeconds(2),
        2 => TimeSpan.FromSeconds(8),
        _ => Doubled(TimeSpan.FromMinutes(1), failures - 3, TimeSpan.FromMinutes(30)),
    };

    /// <summary>After the n-th time that Re:lation wasn't there, from 1: 1, 2, 4, 8, 10 minutes.</summary>
    public static TimeSpan OfTenant(int failures) => Doubled(TimeSpan.FromMinutes(1), failures - 1, TimeSpan.FromMinutes(10));

    /// <summary>After the n-th look at a ticket that isn't understood, from 0; null: only its next change is looked at.</summary>
    public static TimeSpan? OfLook(int looks) => looks < Looks.Length ? Looks[looks] : looks < Looks.Length + SeldomLooks ? SeldomLook : null;

    /// <summary>The same at one that only holds a message of an unknown channel. All messages of a new channel are such: a few looks are enough.</summary>
    public static TimeSpan? OfHeldLook(int looks) => looks < Looks.Length ? Looks[looks] : null;

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan most) =>
        times >= 10 || first * (1 << Math.Max(0, times)) > most ? most : first * (1 << Math.Max(0, times));
}
