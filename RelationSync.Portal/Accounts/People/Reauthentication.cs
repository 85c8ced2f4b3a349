using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>
/// Asks for the present password again, whoever has the session, and for the second factor that there is, both under the
/// throttle of signing in. Answers a word of <see cref="AccountErrors"/>; null: done.
/// </summary>
internal sealed class Reauthentication(SignIn signIn, FactorProofs proofs)
{
    public async Task<string?> AfterPasswordAsync(HttpContext context, string? password, Func<Account, Task<string?>> then)
    {
        var verified = await signIn.VerifyAsync(context, context.User.Identity?.Name, password);
        return verified.Wait is not null ? AccountErrors.Throttled
            : verified.Account is not { } account ? AccountErrors.Word(CommandFault.PasswordWrong)
            : await then(account);
    }

    /// <inheritdoc cref="AfterProofAsync"/>
    public Task<string?> AfterFactorAsync(
        HttpContext context, GivenFactors given, Func<FactorProof, Task<Outcome<NewRecoveryCodes>>> change, Func<NewRecoveryCodes, Task> then) =>
        AfterPasswordAsync(context, given.Password, account => AfterProofAsync(context, account, given, change, then));

    /// <param name="context">Whose request.</param>
    /// <param name="account">Whose password has been verified.</param>
    /// <param name="given">The second factor, as posted.</param>
    /// <param name="change">Uses the proof up and does what was asked; <see cref="CommandFault.CodeWrong"/>: the proof is wrong.</param>
    /// <param name="then">For this browser, after the change.</param>
    public async Task<string?> AfterProofAsync(
        HttpContext context,
        Account account,
        GivenFactors given,
        Func<FactorProof, Task<Outcome<NewRecoveryCodes>>> change,
        Func<NewRecoveryCodes, Task> then)
    {
        var proof = proofs.Of(context, account, given.Code, given.Answer);
        Outcome<NewRecoveryCodes> outcome = CommandFault.CodeWrong;
        var verified = await signIn.VerifyCodeAsync(context, account, async () => (outcome = await change(proof)).Fault is null or CommandFault.NotFound);
        if (verified.Wait is not null)
        {
            return AccountErrors.Throttled;
        }

        if (outcome.Value is not { } made)
        {
            return outcome.Fault is CommandFault.CodeWrong && proof.IsByPasskey ? AccountErrors.Passkey : AccountErrors.Word(outcome.Fault!.Value);
        }

        await then(made);
        return null;
    }
}

/// <summary>What a form that asks for everything again posts. Never logged.</summary>
/// <param name="Answer">Of a passkey; then there is no code.</param>
internal sealed record GivenFactors(string? Password, string? Code, string? Answer)
{
    /// <summary>Never what was given.</summary>
    public override string ToString() => nameof(GivenFactors);
}
