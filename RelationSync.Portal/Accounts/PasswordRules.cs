using System.Collections.Frozen;

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

    private const int FewestDifferent = 4;

    // The most common ones that are long enough (SecLists' "10-million-password-list", 12 characters and more).
    private static readonly FrozenSet<string> Common = new[]
    {
        "123456789012", "1234567890123", "12345678901234", "123456789123", "123456789abc", "123123123123", "123qwe123qwe", "1q2w3e4r5t6y",
        "1qaz2wsx3edc", "1qazxsw23edc", "abc123456789", "abcdefghijkl", "abcd12345678", "adminadminadmin", "administrator", "asdfghjkl123",
        "changemechangeme", "changeme1234", "iloveyou1234", "letmein12345", "password1234", "password12345", "password123456", "passwordpassword",
        "p@ssw0rd1234", "qwerty123456", "qwertyqwerty", "qwertyuiop12", "qwertyuiop123", "qwertyuiopasdf", "relationsync", "relationsync1",
        "welcome12345", "zaq12wsxcde3", "zxcvbnm12345",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a person may not choose it, or null.</summary>
    public static AccountFault? Check(string? password, string email) =>
        password is null || password.Length < Shortest ? AccountFault.PasswordTooShort
        : password.Length > Longest ? AccountFault.PasswordTooLong
        : IsCommon(password, email) ? AccountFault.PasswordTooCommon
        : null;

    public static bool IsLongEnoughAsGiven(string? password) => password is { Length: >= ShortestAsGiven and <= Longest };

    private static bool IsCommon(string password, string email) =>
        Common.Contains(password)
        || password.Distinct().Count() < FewestDifferent
        || password.Equals(email, StringComparison.OrdinalIgnoreCase);
}
