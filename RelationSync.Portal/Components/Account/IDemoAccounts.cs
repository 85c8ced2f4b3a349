namespace RelationSync.Portal.Components.Account;

/// <summary>The accounts that demo mode shows on the sign-in page; none outside of it.</summary>
public interface IDemoAccounts
{
    IReadOnlyList<DemoAccount> Accounts { get; }
}

/// <summary>An account that everybody may see.</summary>
/// <param name="Email">What is entered first.</param>
/// <param name="Password">What is entered then.</param>
/// <param name="Administrator">Whether it may change things.</param>
public sealed record DemoAccount(string Email, string Password, bool Administrator);
