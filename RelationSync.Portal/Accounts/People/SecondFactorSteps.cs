using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>
/// The steps of one's own second factor from request to request. Each asks for the present password, whoever has the
/// session, and all but the first for a code of the factor that there is, both under the throttle of signing in.
/// </summary>
internal sealed class SecondFactorSteps(SignIn signIn, OwnSecondFactor own, AccountTickets tickets)
{
    /// <summary>The key that is offered to this browser: the same for a quarter of an hour, as it may be in the app already.</summary>
    public byte[] OfferedKey(HttpContext context, Account account)
    {
        if (tickets.Find(context, TicketKind.Enrolment, account) is { } offered)
        {
            return Convert.FromBase64String(offered);
        }

        var key = Totp.NewKey();
        tickets.Write(context, TicketKind.Enrolment, account, Convert.ToBase64String(key));
        return key;
    }

    /// <summary>Recovery codes that were just made; the browser has them no longer after this.</summary>
    public IReadOnlyList<string> TakeNewCodes(HttpContext context, Account account)
    {
        if (tickets.Find(context, TicketKind.RecoveryCodes, account) is not { } codes)
        {
            return [];
        }

        tickets.Forget(context, TicketKind.RecoveryCodes);
        return codes.Split(' ');
    }

    /// <summary>Null: done; else a word of <see cref="AccountErrors"/>.</summary>
    public Task<string?> TurnOnAsync(HttpContext context, string? password, string? code) => AfterPasswordAsync(context, password, async account =>
    {
        // The session's own account, whose stamp may have changed meanwhile.
        if (tickets.Find(context, TicketKind.Enrolment, account) is not { } key)
        {
            return AccountErrors.Word(CommandFault.KeyExpired);
        }

        var outcome = await own.TurnOnAsync(context.User, Convert.FromBase64String(key), code, context.RequestAborted);
        if (outcome.Value is not { } made)
        {
            return AccountErrors.Word(outcome.Fault!.Value);
        }

        tickets.Forget(context, TicketKind.Enrolment);
        tickets.Write(context, TicketKind.RecoveryCodes, made.Account, string.Join(' ', made.Codes));
        await signIn.AsAsync(context, made.Account, used: FactorUsed.Code);
        return null;
    });

    /// <inheritdoc cref="TurnOnAsync"/>
    public Task<string?> RenewCodesAsync(HttpContext context, string? password, string? code) => AfterCodeAsync(
        context,
        password,
        () => own.RenewCodesAsync(context.User, code, context.RequestAborted),
        made =>
        {
            tickets.Write(context, TicketKind.RecoveryCodes, made.Account, string.Join(' ', made.Codes));
            return Task.CompletedTask;
        });

    /// <inheritdoc cref="TurnOnAsync"/>
    public Task<string?> TurnOffAsync(HttpContext context, string? password, string? code) => AfterCodeAsync(
        context,
        password,
        () => own.TurnOffAsync(context.User, code, context.RequestAborted),
        made => signIn.AsAsync(context, made.Account));

    private Task<string?> AfterCodeAsync(
        HttpContext context, string? password, Func<Task<Outcome<NewRecoveryCodes>>> change, Func<NewRecoveryCodes, Task> then) =>
        AfterPasswordAsync(context, password, async account =>
        {
            Outcome<NewRecoveryCodes> outcome = CommandFault.CodeWrong;
            var verified = await signIn.VerifyCodeAsync(context, account, async () => (outcome = await change()).Value is not null);
            if (verified.Wait is not null)
            {
                return AccountErrors.Throttled;
            }

            if (outcome.Value is not { } made)
            {
                return AccountErrors.Word(outcome.Fault!.Value);
            }

            await then(made);
            return null;
        });

    private async Task<string?> AfterPasswordAsync(HttpContext context, string? password, Func<Account, Task<string?>> then)
    {
        var verified = await signIn.VerifyAsync(context, context.User.Identity?.Name, password);
        return verified.Wait is not null ? AccountErrors.Throttled
            : verified.Account is not { } account ? AccountErrors.Word(CommandFault.PasswordWrong)
            : await then(account);
    }
}
