using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Accounts;

/// <summary>Signs people in and out, slowed down where somebody guesses.</summary>
internal sealed partial class SignIn(AccountService accounts, SignInThrottle throttle, KnownDevice devices, TimeProvider time, ILogger<SignIn> logger)
{
    public async Task<SignInOutcome> WithPasswordAsync(HttpContext context, string? email, string? password)
    {
        if (!EmailAddress.IsValid(email?.Trim()) || password is null or { Length: 0 or > PasswordRules.Longest })
        {
            return SignInOutcome.Wrong;
        }

        var normalized = EmailAddress.Normalize(email!);
        var network = ClientNetwork.Of(context.Connection.RemoteIpAddress);
        var keys = KeysOf(context, normalized, network);
        if (throttle.Begin(keys) is { } wait)
        {
            return SignInOutcome.Throttled(wait);
        }

        var account = await accounts.VerifyAsync(normalized, password, context.RequestAborted);
        if (account is null)
        {
            LogFailed(logger, network);
            return SignInOutcome.Wrong;
        }

        throttle.Succeeded(keys);
        await AsAsync(context, account);
        return SignInOutcome.Of(account);
    }

    /// <summary>Opens a session for who has been verified.</summary>
    public async Task AsAsync(HttpContext context, Account account)
    {
        devices.Remember(context, account.NormalizedEmail);
        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            AccountClaims.Principal(account, CookieAuthenticationDefaults.AuthenticationScheme, time.GetUtcNow()));
        LogSignedIn(logger, account.Id);
    }

    /// <summary>For codes and links: null, or how long to wait.</summary>
    public TimeSpan? BeginOneTimeCode(HttpContext context) => throttle.Begin([CodeKey(context)]);

    public void OneTimeCodeSucceeded(HttpContext context) => throttle.Succeeded([CodeKey(context)]);

    private static ThrottleKey CodeKey(HttpContext context) => new(ThrottleKind.OneTimeCode, ClientNetwork.Of(context.Connection.RemoteIpAddress));

    // A known device is counted alone: what others do to the account or from the same network doesn't touch it.
    private ThrottleKey[] KeysOf(HttpContext context, string email, string network) =>
        devices.Find(context, email) is { } device
            ? [new(ThrottleKind.Device, device)]
            : [
                new(ThrottleKind.AccountAndNetwork, $"{network} {email}"),
                new(ThrottleKind.Network, network),
                new(ThrottleKind.Account, email),
            ];

    [LoggerMessage(LogLevel.Warning, "A sign-in from {Network} failed.")]
    private static partial void LogFailed(ILogger logger, string network);

    [LoggerMessage(LogLevel.Information, "Account {Account} signed in.")]
    private static partial void LogSignedIn(ILogger logger, Guid account);
}
