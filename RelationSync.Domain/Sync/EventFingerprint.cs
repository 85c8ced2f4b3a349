using RelationSync.Domain.Events;

namespace RelationSync.Domain.Sync;

/// <summary>What two Events that may be the same have in common: the subject and the minute in which they start.</summary>
public readonly record struct EventFingerprint
{
    private EventFingerprint(string? subject, DateTimeOffset start) => (Subject, Minute) = (Plain(subject), MinuteOf(start));

    private string Subject { get; }

    private long Minute { get; }

    /// <summary>One for each start that it may be written with (R-M10).</summary>
    public static IEnumerable<EventFingerprint> Of(EventDraft draft) => EventCeiling.Starts(draft).Select(start => new EventFingerprint(draft.Subject, start));

    public static EventFingerprint Of(EventHit hit) => new(hit.Subject, hit.Start);

    /// <summary>Nothing tells whether an org keeps an Event's seconds: its minute is all that can be relied on (R-D1).</summary>
    public static long MinuteOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMinute;

    /// <summary>A text as it compares: Salesforce trims, and may write line ends its own way.</summary>
    public static string Plain(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
