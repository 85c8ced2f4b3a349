namespace RelationSync.Portal.Foundation;

/// <summary>The address a person signs in with. Its form is hardly checked: what matters is that it is compared one way everywhere.</summary>
internal static class EmailAddress
{
    private const int Longest = 254;

    public static bool IsValid(string? email)
    {
        var at = email?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        return at > 0 && at == email!.LastIndexOf('@') && at < email.Length - 1 && email.Length <= Longest
            && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }

    public static string Normalize(string email) => email.Trim().ToLowerInvariant();
}
