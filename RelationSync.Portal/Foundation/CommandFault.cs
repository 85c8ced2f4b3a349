namespace RelationSync.Portal.Foundation;

/// <summary>Why a command was refused. <c>CommandFaultTexts</c> has the text of each.</summary>
public enum CommandFault
{
    /// <summary>Their role doesn't allow it, or their session no longer holds.</summary>
    NotAllowed,

    KeyInvalid,
    KeyTaken,
    NameInvalid,
    ZoneInvalid,

    /// <summary>The alert must come after 15 minutes to 14 days.</summary>
    SilenceInvalid,

    /// <summary>The budget is a share of 1 to 100 percent.</summary>
    BudgetInvalid,

    InboxGone,
    ConnectionGone,

    /// <summary>The inbox has a connection already (R-A1).</summary>
    InboxConnected,

    /// <summary>There is no authorisation to connect with, or Salesforce no longer knows it.</summary>
    AuthorizationGone,

    /// <summary>A drain is writing just now; deleting would lose what it finds out.</summary>
    Busy,

    EmailInvalid,
    EmailTaken,
    PasswordTooShort,
    PasswordTooLong,
    PasswordTooCommon,

    /// <summary>It is in the list of passwords that became known elsewhere.</summary>
    PasswordBreached,

    /// <summary>The current password is another one.</summary>
    PasswordWrong,

    /// <summary>The code of the second factor is wrong, too old, or was used before.</summary>
    CodeWrong,

    /// <summary>The answer of the passkey does not verify, or its challenge was used or is too old.</summary>
    PasskeyRefused,

    /// <summary>An account has 20 passkeys at most.</summary>
    TooManyPasskeys,

    /// <summary>The key that was offered for a second factor is no longer on offer.</summary>
    KeyExpired,

    /// <summary>People sign in at the identity provider alone.</summary>
    PasswordsOff,

    /// <summary>No such account or invitation exists any more.</summary>
    NotFound,

    /// <summary>The link was used, has expired, was withdrawn, or never was one.</summary>
    LinkUnusable,

    /// <summary>No administrator would be left.</summary>
    LastAdministrator,

    /// <summary>Users can't change their own role or delete their own account.</summary>
    Oneself,

    HostInvalid,
    PortInvalid,

    /// <summary>The password would cross the network unencrypted.</summary>
    PasswordInClear,

    /// <summary>A user is given without a password; or the server has changed, and the stored password belongs to the other one.</summary>
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

    /// <summary>A private address, seen from its text already.</summary>
    AddressRefused,

    WebhooksTooMany,
    WebhookGone,

    /// <summary>An inbox has two bearer keys at most.</summary>
    TooManyKeys,

    /// <summary>A test inbox is never connected (R-T16).</summary>
    InboxIsTest,

    /// <summary>One test operation a minute per inbox (R-T15).</summary>
    TestTooSoon,

    TestAddressTooLong,

    /// <summary>The inbox has no connection, and is no test inbox.</summary>
    TestNotConnected,

    /// <summary>There is no test operation to withdraw.</summary>
    TestMissing,

    /// <summary>Mail is switched off.</summary>
    MailOff,

    SubdomainInvalid,
    TokenMissing,

    /// <summary>Re:lation refuses the token.</summary>
    TokenRefused,

    /// <summary>The token may not read that.</summary>
    RelationForbidden,

    /// <summary>Re:lation isn't there, or its limit is reached.</summary>
    RelationUnavailable,

    BoxMissing,

    /// <summary>Another inbox is read from that box.</summary>
    BoxTaken,

    OperatorInvalid,
    RulesInvalid,

    /// <summary>A back-fill needs a connection, and a family that is read from the API.</summary>
    SourceNotConnected,

    /// <summary>Not within 180 days before the connection.</summary>
    RangeInvalid,

    BackfillRunning,
}
