namespace RelationSync.Portal.Accounts;

/// <summary>Why something can't be done with an account. The pages' texts go by these names.</summary>
public enum AccountFault
{
    EmailInvalid,
    EmailTaken,
    PasswordTooShort,
    PasswordTooLong,
    PasswordTooCommon,

    /// <summary>It is in the list of passwords that became known elsewhere.</summary>
    PasswordBreached,

    /// <summary>The password given as the present one isn't.</summary>
    PasswordWrong,

    /// <summary>The code of the second factor is wrong, too old, or was used before.</summary>
    CodeWrong,

    /// <summary>The key that was offered for a second factor is no longer on offer.</summary>
    KeyExpired,

    /// <summary>There is no such account or invitation (any more).</summary>
    NotFound,

    /// <summary>The link was used, has expired, was withdrawn, or never was one.</summary>
    LinkUnusable,

    /// <summary>Nobody could administer any more.</summary>
    LastAdministrator,

    /// <summary>Only administrators may, or the session no longer holds.</summary>
    NotAllowed,

    /// <summary>Nobody takes their own role or account away: another administrator does.</summary>
    Oneself,
}
