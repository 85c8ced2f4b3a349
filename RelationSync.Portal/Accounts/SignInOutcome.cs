using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>What came of an attempt to sign in: the account, or what is wrong or still needed, with a wait where it came too soon.</summary>
internal readonly record struct SignInOutcome(Account? Account, SignInFault? Fault, TimeSpan? Wait = null)
{
    public static readonly SignInOutcome Wrong = new(null, SignInFault.Credentials);

    public static readonly SignInOutcome CodeNeeded = new(null, SignInFault.CodeNeeded);

    public static readonly SignInOutcome PasskeyNeeded = new(null, SignInFault.PasskeyNeeded);

    public static readonly SignInOutcome CodeWrong = new(null, SignInFault.CodeWrong);

    public static readonly SignInOutcome Expired = new(null, SignInFault.Expired);

    public static readonly SignInOutcome PasswordsOff = new(null, SignInFault.PasswordsOff);

    public static SignInOutcome Throttled(TimeSpan wait) => new(null, SignInFault.Throttled, wait);

    public static readonly SignInOutcome Busy = new(null, SignInFault.Busy, SignInQueue.RetryAfter);

    public static SignInOutcome Of(Account account) => new(account, null);
}

/// <summary>Why nobody is signed in.</summary>
internal enum SignInFault
{
    /// <summary>E-mail or password.</summary>
    Credentials,

    /// <summary>Too many attempts.</summary>
    Throttled,

    /// <summary>More passwords are being checked than the portal can in a short time; this one wasn't.</summary>
    Busy,

    /// <summary>The password is right, and the account has a second factor.</summary>
    CodeNeeded,

    /// <summary>The password is right, and the account has passkeys but no authenticator app: a program can only send a recovery code.</summary>
    PasskeyNeeded,

    /// <summary>A code or the answer of a passkey is wrong, too old, or was used before.</summary>
    CodeWrong,

    /// <summary>The password was given too long ago, or something about the account has changed since.</summary>
    Expired,

    /// <summary>People sign in at the identity provider alone.</summary>
    PasswordsOff,
}
