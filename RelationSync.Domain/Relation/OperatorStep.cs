namespace RelationSync.Domain.Relation;

/// <summary>How the operator of something the API shows is known (R-P4), best first. The names are stored: don't rename.</summary>
public enum OperatorStep
{
    /// <summary>A chat's <c>sent_by</c>.</summary>
    SentBy,

    /// <summary>The body's signature.</summary>
    Signature,

    /// <summary>The address it was sent from belongs to one person.</summary>
    SendingAddress,

    /// <summary>Who asked for its approval wrote it.</summary>
    ApprovalRequest,

    /// <summary>The ticket's assignee.</summary>
    Assignee,

    /// <summary>The inbox's default.</summary>
    Default,
}
