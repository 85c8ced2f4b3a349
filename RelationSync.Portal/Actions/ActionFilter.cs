using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Actions;

/// <summary>Which actions a list shows; null leaves a matter open.</summary>
/// <param name="InboxId">Those of an inbox.</param>
/// <param name="Channel">Those of a channel, by its code.</param>
/// <param name="Status">Those that are seen as this code of <c>ActionStatusCodes</c>.</param>
/// <param name="ActivityId">Those of one activity, exactly.</param>
/// <param name="Search">
/// Part of subject, activity id, Event id or customer address; two characters or more are found anywhere in the
/// text, one at its beginning. Full-width and half-width, upper and lower case are alike.
/// </param>
/// <param name="Operator">What this e-mail's owner did, without regard to case.</param>
/// <param name="From">Triggered not before it.</param>
/// <param name="To">Triggered before it.</param>
public sealed record ActionFilter(
    long? InboxId = null,
    string? Channel = null,
    string? Status = null,
    string? ActivityId = null,
    string? Search = null,
    string? Operator = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null)
{
    /// <summary>Those that a figure counts.</summary>
    public FigureFilter? Figure { get; init; }

    /// <summary>Not those of tests: they count in no figure.</summary>
    public bool WithoutTests { get; init; }

    /// <summary>Events confirmed from then on.</summary>
    public DateTimeOffset? SyncedFrom { get; init; }

    /// <summary>Events confirmed before it.</summary>
    public DateTimeOffset? SyncedTo { get; init; }

    /// <summary>Made on this day of their inbox's clock.</summary>
    public InboxDay? MadeOn { get; init; }
}

/// <summary>Those that a figure counts.</summary>
/// <param name="Set">Which.</param>
/// <param name="Target">The five minutes.</param>
public sealed record FigureFilter(ActionSet Set, TimeSpan Target);
