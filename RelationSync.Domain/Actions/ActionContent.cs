using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>All that an Event is made of, as the operations gave it; nothing is cut or looked up yet.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Subject">The message's subject, or null.</param>
/// <param name="Body">The body of a message, memo or call note; null for a chat.</param>
/// <param name="BodyFormat">How the body is written.</param>
/// <param name="Bubbles">The conversation of a chat; empty otherwise.</param>
/// <param name="Start">R-M3, UTC; null where none is known (R-M10).</param>
/// <param name="End">R-M4, UTC.</param>
/// <param name="Operator">R-O1; null where nobody is known.</param>
/// <param name="Customers">The customers' addresses and numbers as given, in key order (R-W1 to R-W6).</param>
/// <param name="OpeningUnknown">A chat whose opening never came: a warning <c>times</c> (R-T10).</param>
public sealed record ActionContent(
    Channel Channel,
    string? Subject,
    string? Body,
    BodyFormat BodyFormat,
    IReadOnlyList<Bubble> Bubbles,
    DateTimeOffset? Start,
    DateTimeOffset End,
    Operator? Operator,
    IReadOnlyList<CustomerReference> Customers,
    bool OpeningUnknown = false)
{
    /// <summary>How the operator is known (R-P4).</summary>
    public Evidence OperatorEvidence { get; init; }

    /// <summary>How start and end are known (R-P4).</summary>
    public Evidence TimesEvidence { get; init; }
}
