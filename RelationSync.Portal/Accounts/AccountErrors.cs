namespace RelationSync.Portal.Accounts;

/// <summary>What a static page's address says of why its form was refused. Never more than the form's own sender may know.</summary>
internal static class AccountErrors
{
    public const string Throttled = "throttled";

    public static string Word(AccountFault fault) => fault switch
    {
        AccountFault.EmailInvalid => "email",
        AccountFault.PasswordTooShort => "short",
        AccountFault.PasswordTooLong => "long",
        AccountFault.PasswordTooCommon => "common",
        AccountFault.PasswordBreached => "breached",
        AccountFault.PasswordWrong => "current",
        AccountFault.CodeWrong => "factor",
        AccountFault.KeyExpired => "key",
        AccountFault.LinkUnusable => "link",
        AccountFault.EmailTaken or AccountFault.NotFound or AccountFault.LastAdministrator or AccountFault.NotAllowed or AccountFault.Oneself => "code",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <summary>The text for such a word; null: nothing was refused.</summary>
    public static string? Text(string? word, string otherwise) => word switch
    {
        null or "" => null,
        "email" => "Account_Error_Email",
        "short" => "Account_Error_PasswordShort",
        "long" => "Account_Error_PasswordLong",
        "common" => "Account_Error_PasswordCommon",
        "breached" => "Account_Error_PasswordBreached",
        "current" => "Account_Error_Current",
        "factor" => "Account_Error_Factor",
        "key" => "Account_Error_Key",
        "link" => "Account_Error_Link",
        Throttled => "Account_Error_Throttled",
        _ => otherwise,
    };
}
