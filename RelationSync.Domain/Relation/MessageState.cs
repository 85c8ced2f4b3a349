namespace RelationSync.Domain.Relation;

/// <summary>What is remembered of a message, so that reading it again makes nothing twice. Times are Re:lation's.</summary>
/// <param name="Action">Its state's code when it was last read.</param>
/// <param name="Generation">How many cancels of it were taken over.</param>
/// <param name="LastAt">When the latest operation taken from it happened; of a chat that was found late, its latest session that waits.</param>
/// <param name="IsWanted">An administrator wants it although it was found late or looked automatic.</param>
public sealed record MessageState(
    long MessageId,
    string Method,
    string Action,
    DateTimeOffset? SentAt,
    DateTimeOffset LastUpdatedAt,
    string Fingerprint,
    MessageStage Stage,
    int Generation,
    DateTimeOffset? LastAt,
    bool IsWanted,
    ChatState Chat);

/// <summary>What is remembered of a chat's conversation.</summary>
/// <param name="Frozen">Ids of the sent utterances whose session is over.</param>
/// <param name="HasOpen">True while a session waits for its end.</param>
/// <param name="FirstPage">The page to read from: earlier ones hold nothing new.</param>
public sealed record ChatState(IReadOnlyList<string> Frozen, bool HasOpen, int FirstPage)
{
    public static readonly ChatState Empty = new([], false, 1);
}
