using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>Whether a person may choose a password: the rules, and what became known elsewhere.</summary>
internal sealed class ChosenPasswords(BreachedPasswords breached)
{
    /// <summary>Why they may not, or null.</summary>
    public CommandFault? Check(string? password, string email) =>
        PasswordRules.Check(password, email) is { } fault ? fault
        : breached.Contains(password!) ? CommandFault.PasswordBreached
        : null;
}
