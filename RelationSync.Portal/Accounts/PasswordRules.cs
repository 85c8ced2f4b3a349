using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>What a password must be (NIST SP 800-63B: length counts, composition doesn't, common ones are refused).</summary>
internal static class PasswordRules
{
    /// <summary>For a password that a person chooses.</summary>
    public const int Shortest = 12;

    /// <summary>For one that a configuration or a provisioning file gives.</summary>
    public const int ShortestAsGiven = 8;

    /// <summary>Longer ones would only cost time to hash.</summary>
    public const int Longest = 256;

    /// <summary>Why a person may not choose it, or null.</summary>
    public static CommandFault? Check(string? password, string email) =>
        password is null || password.Length < Shortest ? CommandFault.PasswordTooShort
        : password.Length > Longest ? CommandFault.PasswordTooLong
        : CommonPasswords.Covers(password, email) ? CommandFault.PasswordTooCommon
        : null;

    public static bool IsLongEnoughAsGiven(string? password) => password is { Length: >= ShortestAsGiven and <= Longest };
}
