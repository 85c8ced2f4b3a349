namespace RelationSync.Portal.Storage;

/// <summary>Why the intake took nothing. Stored by number; the pages' texts go by these names.</summary>
public enum RejectionReason
{
    /// <summary>One of the three signature headers is missing, or the timestamp is no number.</summary>
    Headers = 0,

    /// <summary>The timestamp lies more than five minutes off our clock.</summary>
    Clock = 1,

    /// <summary>Signed with none of the inbox's secrets.</summary>
    Signature = 2,

    /// <summary>Signed with the previous secret after it expired.</summary>
    ExpiredSecret = 3,

    /// <summary>More operations a minute than the inbox may send.</summary>
    Rate = 4,

    /// <summary>The body is larger than 5 MiB.</summary>
    TooLarge = 5,

    /// <summary>More than 1,000 operations in one request.</summary>
    TooMany = 6,

    /// <summary>The content type is not JSON in UTF-8, or the body is compressed.</summary>
    ContentType = 7,

    /// <summary>The body is not JSON.</summary>
    NotJson = 8,

    /// <summary>The body has no list of operations.</summary>
    NoOperations = 9,

    /// <summary>The body took longer than a minute to arrive.</summary>
    TooSlow = 10,

    /// <summary>A bearer key that the inbox doesn't have.</summary>
    BearerKey = 11,

    /// <summary>A bearer key that came over plain http from another machine.</summary>
    BearerInsecure = 12,

    /// <summary>The request was taken; one of its operations was not.</summary>
    Rejected = 20,

    /// <summary>Not refused: one of its operations is ignored by a rule. <c>Message</c> is the name of an <see cref="Domain.Operations.IgnoredReason"/>.</summary>
    Ignored = 21,
}
