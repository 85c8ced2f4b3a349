using RelationSync.Portal.Data;

namespace RelationSync.Portal.Accounts;

/// <summary>What came of an attempt to sign in: the account, a wait, or (neither) wrong credentials.</summary>
internal readonly record struct SignInOutcome(Account? Account, TimeSpan? Wait)
{
    public static readonly SignInOutcome Wrong;

    public static SignInOutcome Throttled(TimeSpan wait) => new(null, wait);

    public static SignInOutcome Of(Account account) => new(account, null);
}
