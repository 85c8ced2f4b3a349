namespace RelationSync.Portal.Connections;

/// <summary>Why a command was refused. The pages' texts go by these names.</summary>
public enum ConnectingFault
{
    /// <summary>Only administrators may (R-S1), or the session no longer holds.</summary>
    NotAllowed,

    KeyInvalid,

    KeyTaken,

    NameInvalid,

    ZoneInvalid,

    /// <summary>The alert must come after 15 minutes to 14 days.</summary>
    SilenceInvalid,

    /// <summary>The budget is a share of 1 to 100 percent.</summary>
    BudgetInvalid,

    /// <summary>An inbox has two bearer keys at most.</summary>
    TooManyKeys,

    /// <summary>A test inbox is never connected (R-T16).</summary>
    InboxIsTest,

    /// <summary>There is no such inbox (any more).</summary>
    InboxGone,

    /// <summary>There is no such connection (any more).</summary>
    ConnectionGone,

    /// <summary>The inbox has a connection already (R-A1).</summary>
    InboxConnected,

    /// <summary>There is no authorisation to connect with, or Salesforce no longer knows it.</summary>
    AuthorizationGone,

    /// <summary>A drain is writing just now; deleting would lose what it finds out.</summary>
    Busy,
}
