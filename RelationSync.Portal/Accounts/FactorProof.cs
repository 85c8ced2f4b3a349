using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>What a person shows for their second factor: a code, or the answer of a passkey.</summary>
/// <param name="Code">Of the authenticator app, or a recovery code; as typed.</param>
/// <param name="IsByPasskey">True if a passkey was used, even if its answer is of no use.</param>
/// <param name="Answer">Null if no passkey was used, or this browser has no challenge that could be answered.</param>
internal sealed record FactorProof(string? Code, bool IsByPasskey = false, PasskeyAnswer? Answer = null)
{
    /// <summary>Never the code.</summary>
    public override string ToString() => IsByPasskey ? "a passkey" : "a code";
}

/// <summary>Reads proofs from posted forms.</summary>
internal sealed class FactorProofs(PasskeySites sites, PasskeyChallenges challenges)
{
    /// <param name="context">Whose request.</param>
    /// <param name="account">Whose second factor.</param>
    /// <param name="code">As typed; ignored beside an answer.</param>
    /// <param name="answer">Of a passkey, as the page's script wrote it; null or empty: none.</param>
    public FactorProof Of(HttpContext context, Account account, string? code, string? answer) =>
        string.IsNullOrEmpty(answer) ? new FactorProof(code) : new FactorProof(null, IsByPasskey: true, AnswerOf(context, account, answer));

    /// <summary>The answer to this browser's challenge; null if it has none, or passkeys don't work here.</summary>
    public PasskeyAnswer? AnswerOf(HttpContext context, Account account, string? answer) =>
        answer is { Length: > 0 and <= PasskeyAnswer.Longest }
        && sites.Of(context.Request) is { } site
        && challenges.Find(context, account) is { } challenge
            ? new PasskeyAnswer(site, challenge, answer)
            : null;
}
