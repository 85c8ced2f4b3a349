namespace RelationSync.Portal.Notifications;

/// <summary>Why a command was refused. The page's texts go by these names.</summary>
public enum NotificationsFault
{
    /// <summary>Only administrators may, or the session no longer holds.</summary>
    NotAllowed,

    HostInvalid,

    PortInvalid,

    /// <summary>The password would go over the network for everybody to read.</summary>
    PasswordInClear,

    /// <summary>There is a user and no password; or the server has changed, and the password stored is the other one's.</summary>
    PasswordMissing,

    SenderInvalid,

    RecipientsMissing,

    RecipientInvalid,

    RecipientsTooMany,

    ThresholdInvalid,

    PercentInvalid,

    UrlInvalid,

    /// <summary>Not https.</summary>
    UrlInsecure,

    /// <summary>A private address, as text already.</summary>
    AddressRefused,

    WebhooksTooMany,

    /// <summary>There is no such webhook (any more).</summary>
    WebhookGone,

    /// <summary>Mails are switched off.</summary>
    MailOff,
}
