using RelationSync.Domain.Common;

namespace RelationSync.Domain.Salesforce;

/// <summary>A failure as Salesforce or the way there gave it, already classified.</summary>
/// <param name="Class">What to do.</param>
/// <param name="Code">Salesforce's error code, an OAuth error, or ours for the way there (<c>TIMEOUT</c>, <c>CONNECTION_LOST</c>, <c>HTTP_503</c> …).</param>
/// <param name="Message">Salesforce's text (may be in any language: never decide by it), at most 1,000 characters, no body and no secret.</param>
/// <param name="Fields">Fields that Salesforce names; may be empty.</param>
/// <param name="Certainty">For writes: whether it may have been done all the same.</param>
/// <param name="WholeCall">The call failed as a whole, not this record.</param>
/// <param name="RetryAfter">When Salesforce says so; usually null.</param>
public sealed record SalesforceFailure(
    FailureClass Class,
    string Code,
    string Message,
    IReadOnlyList<string> Fields,
    WriteCertainty Certainty = WriteCertainty.NotWritten,
    bool WholeCall = false,
    TimeSpan? RetryAfter = null)
{
    /// <summary>Our own sentence, where it isn't Salesforce that speaks; <see cref="Message"/> is its English then.</summary>
    public CodedText? Text { get; init; }

    /// <summary>It holds the whole connection up, and its actions wait: none of them is to blame.</summary>
    public bool HoldsUp => Class is FailureClass.Limit or FailureClass.AuthorizationGone or FailureClass.Blocked;

    /// <summary>Whoever asked has noted at the authorisation that it was refused: it counts once.</summary>
    public bool IsNoted { get; init; }
}
