using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Accounts;

/// <summary>Signs people in and out, slowed down where somebody guesses.</summary>
internal sealed partial class SignIn(AccountService accounts, SignInThrottle throttle, KnownDevice devices, TimeProvider time, ILogger<SignIn> logger)
{
    public async Task<SignInOutcome> WithPasswordAsync(HttpContext context, string? email, string? password)
    {
        var failures = Failures(context, EmailAddress.Normalize(email ?? ""));
        var outcome = await VerifyAsync(context, email, password);
        if (outcome.Account is { } account)
        {
            await AsAsync(context, account, failures);
        }

        return outcome;
    }

    /// <summary>Whether e-mail and password belong together, under the throttle; nobody is signed in by it.</summary>
    public async Task<SignInOutcome> VerifyAsync(HttpContext context, string? email, string? password)
    {
        if (!EmailAddress.IsValid(email?.Trim()) || password is null or { Length: 0 or > PasswordRules.Longest })
        {
            return SignInOutcome.Wrong;
        }

        var normalized = EmailAddress.Normalize(email!);
        var network = ClientNetwork.Of(context.Connection.RemoteIpAddress);
        var (keys, onlyCounted) = KeysOf(context, normalized, network);
        if (throttle.Begin(keys, onlyCounted) is { } wait)
        {
            return SignInOutcome.Throttled(wait);
        }

        var account = await accounts.VerifyAsync(normalized, password, context.RequestAborted);
        if (account is null)
        {
            LogFailed(logger, network);
            return SignInOutcome.Wrong;
        }

        throttle.Succeeded([.. keys, .. onlyCounted]);
        return SignInOutcome.Of(account);
    }

    /// <summary>Opens a session for who has been verified.</summary>
    /// <param name="context">Whose answer carries the cookie.</param>
    /// <param name="account">Who.</param>
    /// <param name="failures">How often somebody gave a wrong password for them within the hour before.</param>
    public async Task AsAsync(HttpContext context, Account account, int failures = 0)
    {
        await accounts.SignedInAsync(account, context.ClientAddress(), failures, context.RequestAborted);
        devices.Remember(context, account.NormalizedEmail);
        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            AccountClaims.Principal(account, CookieAuthenticationDefaults.AuthenticationScheme, time.GetUtcNow()));
        LogSignedIn(logger, account.Id);
    }

    /// <summary>For codes and links: null, or how long to wait.</summary>
    public TimeSpan? BeginOneTimeCode(HttpContext context) => throttle.Begin([CodeKey(context)]);

    public void OneTimeCodeSucceeded(HttpContext context) => throttle.Succeeded([CodeKey(context)]);

    private int Failures(HttpContext context, string email) =>
        throttle.Failures(AccountKey(email)) + (devices.Find(context, email) is { } device ? throttle.Failures(new(ThrottleKind.Device, device)) : 0);

    private static ThrottleKey AccountKey(string email) => new(ThrottleKind.Account, email);

    private static ThrottleKey CodeKey(HttpContext context) => new(ThrottleKind.OneTimeCode, ClientNetwork.Of(context.Connection.RemoteIpAddress));

    // A known device is counted alone: what others do to the account or from the same network doesn't touch it. And who
    // comes from where nobody has failed on this account gets one try at once, however many guess elsewhere: else these
    // could keep its owner out for as long as they like.
    private (ThrottleKey[] Keys, ThrottleKey[] OnlyCounted) KeysOf(HttpContext context, string email, string network)
    {
        if (devices.Find(context, email) is { } device)
        {
            return ([new(ThrottleKind.Device, device)], []);
        }

        ThrottleKey here = new(ThrottleKind.AccountAndNetwork, $"{network} {email}");
        ThrottleKey[] keys = [here, new(ThrottleKind.Network, network)];
        return throttle.Failures(here) == 0 ? (keys, [AccountKey(email)]) : ([.. keys, AccountKey(email)], []);
    }

    [LoggerMessage(LogLevel.Warning, "A sign-in from {Network} failed.")]
    private static partial void LogFailed(ILogger logger, string network);

    [LoggerMessage(LogLevel.Information, "Account {Account} signed in.")]
    private static partial void LogSignedIn(ILogger logger, Guid account);
}
