using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>The steps of one's own authenticator app and recovery codes from request to request.</summary>
internal sealed class SecondFactorSteps(SignIn signIn, Reauthentication again, OwnSecondFactor own, AccountTickets tickets)
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
    public Task<string?> TurnOnAsync(HttpContext context, string? password, string? code) => again.AfterPasswordAsync(context, password, async account =>
    {
        // The session's own account, whose stamp may have changed meanwhile.
        if (tickets.Find(context, TicketKind.Enrolment, account) is not { } key || !MayAdd(context, account))
        {
            return AccountErrors.Word(CommandFault.KeyExpired);
        }

        var outcome = await own.TurnOnAsync(context.User, Convert.FromBase64String(key), code, context.RequestAborted);
        if (outcome.Value is not { } made)
        {
            return AccountErrors.Word(outcome.Fault!.Value);
        }

        tickets.Forget(context, TicketKind.Enrolment);
        tickets.Forget(context, TicketKind.Confirmed);
        KeepNewCodes(context, made);
        await signIn.ReopenAsync(context, made.Account, FactorUsed.Code);
        return null;
    });

    /// <inheritdoc cref="TurnOnAsync"/>
    public Task<string?> RenewCodesAsync(HttpContext context, GivenFactors given) => again.AfterFactorAsync(
        context,
        given,
        proof => own.RenewCodesAsync(context.User, proof, context.RequestAborted),
        made =>
        {
            KeepNewCodes(context, made);
            return Task.CompletedTask;
        });

    /// <inheritdoc cref="TurnOnAsync"/>
    public Task<string?> TurnOffAsync(HttpContext context, GivenFactors given) => again.AfterFactorAsync(
        context,
        given,
        proof => own.TurnOffAsync(context.User, proof, context.RequestAborted),
        made => signIn.ReopenAsync(context, made.Account));

    /// <summary>True if the app is the first factor, which the password alone is enough for, or if all was just confirmed.</summary>
    public bool MayAdd(HttpContext context, Account account) =>
        !account.HasSecondFactor || tickets.Find(context, TicketKind.Confirmed, account) is not null;

    /// <summary>For the page that comes next.</summary>
    public void KeepNewCodes(HttpContext context, NewRecoveryCodes made)
    {
        if (made.Codes.Count > 0)
        {
            tickets.Write(context, TicketKind.RecoveryCodes, made.Account, string.Join(' ', made.Codes));
        }
    }
}
