namespace RelationSync.Domain.Owners;

/// <summary>Which Salesforce user an operator is (R-O2).</summary>
public static class OwnerChoice
{
    private const string StandardUserType = "Standard";

    /// <summary>Salesforce appends it to users' e-mails when a sandbox is made.</summary>
    private const string SandboxSuffix = ".invalid";

    /// <summary>The addresses to search: in a sandbox also as Salesforce changes it there.</summary>
    public static IReadOnlyList<string> EmailsOf(string email, bool sandbox) =>
        sandbox ? [email.Trim(), email.Trim() + SandboxSuffix] : [email.Trim()];

    /// <summary>
    /// Of the active users with that e-mail, without regard to case, that are of type <c>Standard</c> or on the
    /// integration licence: the one whose username is the e-mail, then the oldest, then the lowest id. Null for none.
    /// </summary>
    /// <param name="email">The operator's Re:lation login e-mail.</param>
    /// <param name="users">Users found, for this operator or others.</param>
    /// <param name="sandbox">Also those whose e-mail has <c>.invalid</c> appended.</param>
    public static SalesforceUser? Choose(string email, IReadOnlyCollection<SalesforceUser> users, bool sandbox = false)
    {
        var wanted = email.Trim();
        var emails = EmailsOf(email, sandbox);
        return users
            .Where(user => user.IsActive && emails.Any(e => IsSame(user.Email, e)) && MayOwn(user))
            .OrderByDescending(user => IsSame(user.Username, wanted))
            .ThenBy(user => user.CreatedDate)
            .ThenBy(user => user.Id, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static bool MayOwn(SalesforceUser user) =>
        user.UserType == StandardUserType || user.LicenseName == IntegrationUser.LicenseName;

    private static bool IsSame(string stored, string wanted) => string.Equals(stored, wanted, StringComparison.OrdinalIgnoreCase);
}
