using RelationSync.Domain.Events;

namespace RelationSync.Domain.Sync;

/// <summary>What two Events that may be the same have in common: the subject and the second in which they end.</summary>
public readonly record struct EventLikeness
{
    private EventLikeness(string subject, DateTimeOffset end) => (Subject, End) = (Plain(subject), end.ToUnixTimeSeconds());

    private string Subject { get; }

    /// <summary>Unix seconds: Salesforce keeps whole ones.</summary>
    private long End { get; }

    public static EventLikeness Of(EventDraft draft) => new(draft.Subject, draft.End);

    public static EventLikeness Of(EventHit hit) => new(hit.Subject ?? "", hit.End);

    /// <summary>A text as it compares: Salesforce trims, and may write line ends its own way.</summary>
    public static string Plain(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
