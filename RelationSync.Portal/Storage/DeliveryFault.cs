namespace RelationSync.Portal.Storage;

/// <summary>Why an attempt failed. Stored by number; the pages' texts go by these names.</summary>
public enum DeliveryFault
{
    /// <summary>The name can't be resolved.</summary>
    HostUnknown = 0,

    /// <summary>It lies in a network that we don't go to.</summary>
    AddressRefused = 1,

    /// <summary>No answer, or the connection broke.</summary>
    NotReached = 2,

    TimedOut = 3,

    /// <summary>No secure connection came about: certificate, protocol, or the server offers none.</summary>
    TlsFailed = 4,

    /// <summary>User or password is wrong, or the server wants them another way.</summary>
    SignInRefused = 5,

    SenderRefused = 6,

    RecipientRefused = 7,

    /// <summary>The server took sender and recipient, and not the message.</summary>
    MessageRefused = 8,

    /// <summary>"Later": SMTP 4xx.</summary>
    ServerBusy = 9,

    /// <summary>An answer other than 2xx.</summary>
    AnswerRefused = 10,

    /// <summary>An answer that points elsewhere: not followed.</summary>
    Redirected = 11,

    /// <summary>HTTP 410: the receiver wants nothing more.</summary>
    ReceiverGone = 12,

    /// <summary>The channel was removed or turned off before delivery.</summary>
    ChannelGone = 13,

    /// <summary>The encryption keys aren't those that it was stored with.</summary>
    SecretUnreadable = 14,

    /// <summary>Nothing we know; the log has more.</summary>
    Unknown = 15,
}
