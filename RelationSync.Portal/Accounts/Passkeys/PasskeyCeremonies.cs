using System.Text.Json;
using Fido2NetLib;
using Fido2NetLib.Objects;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.Passkeys;

/// <summary>
/// The two ceremonies of WebAuthn for a second factor: no attestation, user verification if the authenticator has it, no
/// credential that an authenticator has to list by itself. Whether a challenge still counts, and counters, are the caller's.
/// </summary>
internal static class PasskeyCeremonies
{
    // Every authenticator knows ES256, but for TPMs of Windows, which know RS256.
    private static readonly PubKeyCredParam[] Algorithms = [PubKeyCredParam.ES256, PubKeyCredParam.RS256];

    /// <summary>What <c>navigator.credentials.create</c> is asked, as JSON.</summary>
    public static string CreationOptions(PasskeySite site, Account account, byte[] challenge) => Creation(site, account, challenge).ToJson();

    /// <summary>The new credential; null if the answer does not verify.</summary>
    public static Task<RegisteredPublicKeyCredential?> CreatedAsync(Account account, PasskeyAnswer answer, CancellationToken cancellationToken) =>
        VerifiedAsync(async () => JsonSerializer.Deserialize<AuthenticatorAttestationRawResponse>(answer.Json) is { } response
            ? await new Fido2(Configuration(answer.Site)).MakeNewCredentialAsync(
                new MakeNewCredentialParams
                {
                    AttestationResponse = response,
                    OriginalOptions = Creation(answer.Site, account, answer.Challenge),
                    IsCredentialIdUniqueToUserCallback = (_, _) => Task.FromResult(true),
                },
                cancellationToken)
            : null);

    /// <summary>What <c>navigator.credentials.get</c> is asked, as JSON.</summary>
    public static string UseOptions(PasskeySite site, Account account, byte[] challenge) => Use(site, account, challenge).ToJson();

    /// <summary>Which of the account's passkeys answered, and its counter now; null if the answer does not verify.</summary>
    public static Task<UsedPasskey?> UsedAsync(
        Account account, PasskeyAnswer answer, CancellationToken cancellationToken) => VerifiedAsync(async () =>
    {
        if (JsonSerializer.Deserialize<AuthenticatorAssertionRawResponse>(answer.Json) is not { } response
            || account.Passkeys.SingleOrDefault(p => p.CredentialId.AsSpan().SequenceEqual(response.RawId)) is not { } passkey)
        {
            return null;
        }

        var result = await new Fido2(Configuration(answer.Site)).MakeAssertionAsync(
            new MakeAssertionParams
            {
                AssertionResponse = response,
                OriginalOptions = Use(answer.Site, account, answer.Challenge),
                StoredPublicKey = passkey.PublicKey,
                // The library lets a counter through that went back to zero: the caller compares them.
                StoredSignatureCounter = 0,
                IsUserHandleOwnerOfCredentialIdCallback = (owner, _) => Task.FromResult(owner.UserHandle.AsSpan().SequenceEqual(HandleOf(account))),
            },
            cancellationToken);
        return new UsedPasskey(passkey, result.SignCount);
    });

    private static byte[] HandleOf(Account account) => account.Id.ToByteArray();

    private static CredentialCreateOptions Creation(PasskeySite site, Account account, byte[] challenge) => CredentialCreateOptions.Create(
        Configuration(site),
        challenge,
        new Fido2User { Id = HandleOf(account), Name = account.Email, DisplayName = account.Email },
        new AuthenticatorSelection { ResidentKey = ResidentKeyRequirement.Discouraged, UserVerification = UserVerificationRequirement.Preferred },
        AttestationConveyancePreference.None,
        Descriptors(account),
        null,
        Algorithms);

    private static AssertionOptions Use(PasskeySite site, Account account, byte[] challenge) =>
        AssertionOptions.Create(Configuration(site), challenge, Descriptors(account), UserVerificationRequirement.Preferred, null);

    private static PublicKeyCredentialDescriptor[] Descriptors(Account account) =>
    [
        .. account.Passkeys.OrderBy(p => p.CreatedAt)
            .Select(p => new PublicKeyCredentialDescriptor(PublicKeyCredentialType.PublicKey, p.CredentialId, PasskeyTransports.Read(p.Transports))),
    ];

    private static Fido2Configuration Configuration(PasskeySite site) => new()
    {
        RPID = site.Domain,
        RPName = "RelationSync",
        Origins = new HashSet<string>(StringComparer.Ordinal) { site.Origin },
        Timeout = (uint)PasskeyChallenges.Lifetime.TotalMilliseconds,
    };

    private static async Task<T?> VerifiedAsync<T>(Func<Task<T?>> verify)
        where T : class
    {
        try
        {
            return await verify();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Besides its own exception, the library lets those of its parsers through: whatever a sender makes up must end here.
            return null;
        }
    }
}

/// <summary>A passkey whose answer verified.</summary>
/// <param name="SignCount">As its authenticator says it.</param>
internal sealed record UsedPasskey(Passkey Passkey, uint SignCount);
