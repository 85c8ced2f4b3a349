namespace RelationSync.Domain.Sync;

/// <summary>All that one batch wants to know. It rides in as few Composites as it fits.</summary>
public sealed record LookUpQuestion
{
    /// <summary>Operators' e-mails to find active users by.</summary>
    public IReadOnlyCollection<string> UserEmails { get; init; } = [];

    /// <summary>Lower-case addresses to find contacts or leads by.</summary>
    public IReadOnlyCollection<string> Emails { get; init; } = [];

    /// <summary>Exact spellings of numbers to find contacts or leads by.</summary>
    public IReadOnlyCollection<string> PhoneSpellings { get; init; } = [];

    /// <summary><c>LIKE</c> patterns of numbers that no exact spelling found; <c>%</c> is the wildcard.</summary>
    public IReadOnlyCollection<string> PhonePatterns { get; init; } = [];

    public bool Contacts { get; init; }

    /// <summary>Leads that aren't converted.</summary>
    public bool Leads { get; init; }

    /// <summary>Roles in open Opportunities of the contacts that the same keys find.</summary>
    public bool Opportunities { get; init; }

    /// <summary>Markers whose Events are looked up (orgs with the marker field).</summary>
    public IReadOnlyCollection<Guid> Markers { get; init; } = [];

    /// <summary>Start times of Events of unknown outcome (orgs without the marker field).</summary>
    public IReadOnlyCollection<DateTimeOffset> EventStarts { get; init; } = [];

    /// <summary>Only Events created by the connecting user from then on, UTC; goes with <see cref="EventStarts"/>.</summary>
    public DateTimeOffset? EventsCreatedSince { get; init; }

    /// <summary>Whether the connecting user sees all Events: what it is worth that none is found (R-D2).</summary>
    public bool AsksWhetherAllIsSeen { get; init; }

    /// <summary>Nothing is asked: no call is made.</summary>
    public bool IsEmpty =>
        UserEmails.Count == 0 && Emails.Count == 0 && PhoneSpellings.Count == 0 && PhonePatterns.Count == 0
        && Markers.Count == 0 && EventStarts.Count == 0;
}
