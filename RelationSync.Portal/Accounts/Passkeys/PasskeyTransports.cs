using Fido2NetLib.Objects;

namespace RelationSync.Portal.Accounts.Passkeys;

/// <summary>How a browser reaches an authenticator, as the store has it: names with commas between.</summary>
internal static class PasskeyTransports
{
    public static string Write(IReadOnlyList<AuthenticatorTransport>? transports) => string.Join(',', (transports ?? []).Distinct());

    /// <summary>Null if unknown: a browser then tries all.</summary>
    public static AuthenticatorTransport[]? Read(string stored) =>
        stored.Length == 0
            ? null
            : [.. stored.Split(',').Where(n => Enum.TryParse<AuthenticatorTransport>(n, out _)).Select(Enum.Parse<AuthenticatorTransport>)];
}
