namespace RelationSync.Portal.Accounts;

/// <summary>Why something can't be done with an account.</summary>
public enum AccountFault
{
    EmailInvalid,
    EmailTaken,
    PasswordTooShort,
    PasswordTooLong,
    PasswordTooCommon,
    NotFound,

    /// <summary>Nobody could administer any more.</summary>
    LastAdministrator,
}
