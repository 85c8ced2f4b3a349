using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>The steps of one's own passkeys from request to request. Words are those of <see cref="AccountErrors"/>; null: done.</summary>
internal sealed class PasskeySteps(
    SignIn signIn,
    Reauthentication again,
    OwnPasskeys own,
    AccountService accounts,
    SecondFactorSteps factors,
    FactorProofs proofs,
    PasskeySites sites,
    PasskeyChallenges challenges,
    AccountTickets tickets)
{
    /// <summary>For the browser of whose password was just given at sign-in, as JSON; null: no one's, or passkeys don't work here.</summary>
    public async Task<string?> SignInOptionsAsync(HttpContext context) => await UseOptionsAsync(context, await signIn.WaitingAsync(context));

    /// <summary>For who is signed in and confirms something with a passkey; else the same.</summary>
    public async Task<string?> ConfirmOptionsAsync(HttpContext context) => await UseOptionsAsync(context, await OwnAsync(context));

    /// <summary>For a new passkey; null if adding was not confirmed within five minutes, or passkeys don't work here.</summary>
    public async Task<string?> NewOptionsAsync(HttpContext context) =>
        await OwnAsync(context) is { } account && IsConfirmed(context, account) && sites.Of(context.Request) is { } site
            ? PasskeyCeremonies.CreationOptions(site, account, await challenges.NewAsync(context, account))
            : null;

    /// <summary>Confirms that this is who the session says: with the password, and with the second factor if there is one.</summary>
    public Task<string?> ConfirmAsync(HttpContext context, GivenFactors given) => again.AfterPasswordAsync(
        context,
        given.Password,
        async account =>
        {
            if (account.HasSecondFactor)
            {
                return await again.AfterProofAsync(
                    context,
                    account,
                    given,
                    proof => own.ConfirmAsync(context.User, proof, context.RequestAborted),
                    made =>
                    {
                        tickets.Write(context, TicketKind.Confirmed, made.Account);
                        return Task.CompletedTask;
                    });
            }

            tickets.Write(context, TicketKind.Confirmed, account);
            return null;
        });

    public bool IsConfirmed(HttpContext context, Account account) => tickets.Find(context, TicketKind.Confirmed, account) is not null;

    public async Task<string?> AddAsync(HttpContext context, string? name, string? answer)
    {
        if (await OwnAsync(context) is not { } account || !IsConfirmed(context, account))
        {
            return AccountErrors.Word(CommandFault.KeyExpired);
        }

        if (proofs.AnswerOf(context, account, answer) is not { } given)
        {
            return AccountErrors.Passkey;
        }

        var outcome = await own.AddAsync(context.User, given, NameOf(context, name), context.RequestAborted);
        if (outcome.Value is not { } made)
        {
            return AccountErrors.Word(outcome.Fault!.Value);
        }

        tickets.Forget(context, TicketKind.Confirmed);
        factors.KeepNewCodes(context, made);
        if (made.Account.SecurityStamp != account.SecurityStamp)
        {
            await signIn.ReopenAsync(context, made.Account, FactorUsed.Passkey);
        }

        return null;
    }

    public async Task<string?> RenameAsync(HttpContext context, Guid passkeyId, string? name)
    {
        var outcome = await own.RenameAsync(context.User, passkeyId, NameOf(context, name), context.RequestAborted);
        return outcome.Fault is { } fault ? AccountErrors.Word(fault) : null;
    }

    public Task<string?> RemoveAsync(HttpContext context, Guid passkeyId, GivenFactors given) => again.AfterFactorAsync(
        context,
        given,
        proof => own.RemoveAsync(context.User, passkeyId, proof, context.RequestAborted),
        made => signIn.ReopenAsync(context, made.Account));

    /// <summary>As given, else browser and system of this device.</summary>
    public static string NameOf(HttpContext context, string? given)
    {
        var typed = new string([.. (given ?? "").Where(c => !char.IsControl(c))]).Trim();
        var name = typed.Length > 0 ? typed : DeviceFamily.Of(context.Request.Headers.UserAgent) ?? "Passkey";
        return name.Length <= Passkey.LongestName ? name
            : name[..(char.IsHighSurrogate(name[Passkey.LongestName - 1]) ? Passkey.LongestName - 1 : Passkey.LongestName)];
    }

    private async Task<string?> UseOptionsAsync(HttpContext context, Account? account) =>
        account is { Passkeys.Count: > 0 } && sites.Of(context.Request) is { } site
            ? PasskeyCeremonies.UseOptions(site, account, await challenges.NewAsync(context, account))
            : null;

    // The session has been checked for this request; each change checks it again in its transaction.
    private async Task<Account?> OwnAsync(HttpContext context) =>
        context.User.AccountId() is { } id ? await accounts.FindAsync(id, context.RequestAborted) : null;
}
