namespace RelationSync.Domain.Salesforce;

/// <summary>What a failure of Salesforce means for what we do next (fact sheet, section 8).</summary>
public enum FailureClass
{
    /// <summary>The whole call may be tried again later.</summary>
    TransientCall,

    /// <summary>This record may be tried again in a later batch.</summary>
    TransientRecord,

    /// <summary>Too much at once: halve and try again, down to one.</summary>
    Split,

    /// <summary>Daily or concurrent limit, or storage: nothing is sent until it may be again (R-L1).</summary>
    Limit,

    /// <summary>The authorisation was refused. Refused again and again, it is gone (R-A4).</summary>
    AuthorizationGone,

    /// <summary>Edition, permission or set-up: capabilities have changed, or an administrator has to act.</summary>
    Configuration,

    /// <summary>This record is refused for good.</summary>
    Data,

    /// <summary>A value that has to be unique exists already: our own marker's only where a look-up says so (R-D1).</summary>
    AlreadyDone,

    /// <summary>A code that nobody has told us of: a record gets three tries, a call is transient.</summary>
    Unknown,

    /// <summary>The org refuses our app or its API: its administrator has to act (R-A7).</summary>
    Blocked,
}
