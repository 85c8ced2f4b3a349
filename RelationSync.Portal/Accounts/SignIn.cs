using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>Signs people in and out, slowed down where somebody guesses. Who has a second factor gets no session before its code.</summary>
internal sealed partial class SignIn(
    AccountService accounts,
    SecondFactor factor,
    FactorProofs proofs,
    SignInAttempts attempts,
    SignInThrottle throttle,
    SignInQueue queue,
    FailedSignIns failed,
    KnownDevice devices,
    AccountTickets tickets,
    IOptions<SingleSignOnOptions> singleSignOn,
    TimeProvider time,
    ILogger<SignIn> logger)
{
    /// <summary>With the password, and where the account has a second factor, its code; without one, nothing is remembered.</summary>
    public async Task<SignInOutcome> WithPasswordAsync(HttpContext context, string? email, string? password, string? code)
    {
        if (singleSignOn.Value.IsOnly)
        {
            return SignInOutcome.PasswordsOff;
        }

        var failures = attempts.Failures(context, EmailAddress.Normalize(email ?? ""));
        var outcome = await VerifyAsync(context, email, password);
        if (outcome.Account is not { } account)
        {
            return outcome;
        }

        if (account.HasSecondFactor)
        {
            return !string.IsNullOrEmpty(code) ? await WithProofAsync(context, account, new FactorProof(code))
                : account.HasAuthenticator ? SignInOutcome.CodeNeeded
                : SignInOutcome.PasskeyNeeded;
        }

        await AsAsync(context, account, failures);
        return outcome;
    }

    /// <summary>With the password; where the account has a second factor, its code may follow within five minutes.</summary>
    public async Task<SignInOutcome> WithPasswordAsync(HttpContext context, string? email, string? password)
    {
        if (singleSignOn.Value.IsOnly)
        {
            return SignInOutcome.PasswordsOff;
        }

        var failures = attempts.Failures(context, EmailAddress.Normalize(email ?? ""));
        var outcome = await VerifyAsync(context, email, password);
        return outcome.Account is { } account ? await OpenAsync(context, account, failures) : outcome;
    }

    /// <summary>Whose password was given in this browser within five minutes, and whose second factor is still to come; null: no one's.</summary>
    public async Task<Account?> WaitingAsync(HttpContext context) =>
        tickets.Find(context, TicketKind.SignIn) is { } ticket
        && await accounts.FindAsync(ticket.AccountId, context.RequestAborted) is { HasSecondFactor: true } account
        && account.SecurityStamp == ticket.Stamp ? account : null;

    /// <summary>With the second factor, after the password: a code, or the answer of a passkey.</summary>
    public async Task<SignInOutcome> WithFactorAsync(HttpContext context, string? code, string? answer)
    {
        if (await WaitingAsync(context) is not { } account)
        {
            tickets.Forget(context, TicketKind.SignIn);
            return SignInOutcome.Expired;
        }

        var outcome = await WithProofAsync(context, account, proofs.Of(context, account, code, answer));
        if (outcome.Account is not null)
        {
            tickets.Forget(context, TicketKind.SignIn);
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
        var attempt = attempts.WithPassword(context, normalized);
        if (attempt.Wait is { } wait)
        {
            return SignInOutcome.Throttled(wait);
        }

        using var turn = await queue.TakeAsync(attempts.IsKnown(context, normalized), context.RequestAborted);
        if (turn is null)
        {
            attempt.TakeBack();
            return SignInOutcome.Busy;
        }

        var account = await accounts.VerifyAsync(normalized, password, context.RequestAborted);
        if (account is null)
        {
            var network = ClientNetwork.Of(context.Connection.RemoteIpAddress);
            failed.Count(normalized, network);
            LogFailed(logger, network);
            return SignInOutcome.Wrong;
        }

        // Else a right password between them would give ever more guesses at the code.
        if (account.HasSecondFactor)
        {
            attempt.TakeBack();
        }
        else
        {
            attempt.Succeeded();
        }

        return SignInOutcome.Of(account);
    }

    /// <summary>Does what asks for the account's second factor, under the throttle.</summary>
    /// <param name="context">Whose request.</param>
    /// <param name="account">Whose password has been verified.</param>
    /// <param name="use">Uses the code or answer up; false: it is wrong.</param>
    public async Task<SignInOutcome> VerifyCodeAsync(HttpContext context, Account account, Func<Task<bool>> use)
    {
        var attempt = attempts.WithCode(context, account.NormalizedEmail);
        if (attempt.Wait is { } wait)
        {
            return SignInOutcome.Throttled(wait);
        }

        if (!await use())
        {
            var network = ClientNetwork.Of(context.Connection.RemoteIpAddress);
            failed.Count(account.NormalizedEmail, network);
            LogCodeFailed(logger, account.Id, network);
            return SignInOutcome.CodeWrong;
        }

        attempt.Succeeded();
        return SignInOutcome.Of(account);
    }

    /// <summary>Opens a session for whose password has been verified or was just set; where the account has a second factor, asks for its code first.</summary>
    public async Task<SignInOutcome> OpenAsync(HttpContext context, Account account, int failures = 0)
    {
        if (account.HasSecondFactor)
        {
            tickets.Write(context, TicketKind.SignIn, account);
            return SignInOutcome.CodeNeeded;
        }

        await AsAsync(context, account, failures);
        return SignInOutcome.Of(account);
    }

    /// <summary>Opens a session for who has shown all that their account asks for.</summary>
    /// <param name="context">Whose answer carries the cookie.</param>
    /// <param name="account">Who.</param>
    /// <param name="failures">How often somebody gave a wrong password or code for them within the hour before.</param>
    /// <param name="used">The second factor, where one was asked for just now.</param>
    /// <param name="atProvider">Makes what is kept of a session that began at an identity provider.</param>
    public async Task AsAsync(
        HttpContext context, Account account, int failures = 0, FactorUsed? used = null, Func<OpenSession, ProviderSession>? atProvider = null)
    {
        var user = Principals.Of(account, CookieAuthenticationDefaults.AuthenticationScheme, time.GetUtcNow(), isBySingleSignOn: atProvider is not null);
        var session = new OpenSession
        {
            Hash = user.SessionHash()!,
            AccountId = account.Id,
            Stamp = account.SecurityStamp,
            Since = user.SignedInSince()!.Value,
            Device = DeviceFamily.Of(context.Request.Headers.UserAgent),
            Network = ClientNetwork.Of(context.Connection.RemoteIpAddress),
        };
        await accounts.SignedInAsync(account, session, atProvider?.Invoke(session), context.ClientAddress(), failures, used, context.RequestAborted);
        devices.Remember(context, account.NormalizedEmail);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, user);
        LogSignedIn(logger, account.Id);
    }

    /// <summary>Opens this browser's session anew after a change that ended all; one that began at an identity provider stays one.</summary>
    public async Task ReopenAsync(HttpContext context, Account account, FactorUsed? used = null)
    {
        var former = await accounts.FindProviderSessionAsync(context.User, context.RequestAborted);
        await AsAsync(context, account, used: used, atProvider: former is null ? null : former.For);
    }

    /// <summary>For codes and links: null, or how long to wait.</summary>
    public TimeSpan? BeginOneTimeCode(HttpContext context) => throttle.Begin([CodeKey(context)]);

    public void OneTimeCodeSucceeded(HttpContext context) => throttle.Succeeded([CodeKey(context)]);

    /// <summary>For an answer of the identity provider, before it is asked about it: null, or how long to wait.</summary>
    public TimeSpan? BeginSingleSignOn(HttpContext context) => throttle.Begin([SingleSignOnKey(context)]);

    public void SingleSignOnSucceeded(HttpContext context) => throttle.Succeeded([SingleSignOnKey(context)]);

    private static ThrottleKey SingleSignOnKey(HttpContext context) => new(ThrottleKind.SingleSignOn, ClientNetwork.Of(context.Connection.RemoteIpAddress));

    private static ThrottleKey CodeKey(HttpContext context) => new(ThrottleKind.OneTimeCode, ClientNetwork.Of(context.Connection.RemoteIpAddress));

    private async Task<SignInOutcome> WithProofAsync(HttpContext context, Account account, FactorProof proof)
    {
        var failures = attempts.Failures(context, account.NormalizedEmail);
        FactorUsed? used = null;
        var outcome = await VerifyCodeAsync(
            context, account, async () => (used = await factor.UseAsync(account, proof, context.ClientAddress(), context.RequestAborted)) is not null);
        if (outcome.Account is not null)
        {
            await AsAsync(context, account, failures, used);
        }

        return outcome;
    }

    [LoggerMessage(LogLevel.Warning, "A sign-in from {Network} failed.")]
    private static partial void LogFailed(ILogger logger, string network);

    [LoggerMessage(LogLevel.Warning, "A code of account {Account} from {Network} was wrong, after a right password.")]
    private static partial void LogCodeFailed(ILogger logger, Guid account, string network);

    [LoggerMessage(LogLevel.Information, "Account {Account} signed in.")]
    private static partial void LogSignedIn(ILogger logger, Guid account);
}
