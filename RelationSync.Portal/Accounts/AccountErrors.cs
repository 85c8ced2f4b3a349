using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>What a static page's address says of why its form was refused. Never more than the form's own sender may know.</summary>
internal static class AccountErrors
{
    public const string Throttled = "throttled";
    public const string Passkey = "passkey";

    public static string Word(CommandFault fault) => fault switch
    {
        CommandFault.EmailInvalid => "email",
        CommandFault.PasswordTooShort => "short",
        CommandFault.PasswordTooLong => "long",
        CommandFault.PasswordTooCommon => "common",
        CommandFault.PasswordBreached => "breached",
        CommandFault.PasswordWrong => "current",
        CommandFault.CodeWrong => "factor",
        CommandFault.KeyExpired or CommandFault.NotFound => "key",
        CommandFault.PasskeyRefused => Passkey,
        CommandFault.TooManyPasskeys => "passkeys",
        CommandFault.LinkUnusable => "link",
        CommandFault.PasswordsOff => "sso",
        _ => "code",
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
        Passkey => "Account_Error_Passkey",
        "passkeys" => "Account_Error_TooManyPasskeys",
        "sso" => "Account_Error_PasswordsOff",
        Throttled => "Account_Error_Throttled",
        _ => otherwise,
    };
}
