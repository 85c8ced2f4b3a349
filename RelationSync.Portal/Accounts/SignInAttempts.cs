using System.Net;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>Under which keys an attempt to sign in counts in the <see cref="SignInThrottle"/>.</summary>
internal sealed class SignInAttempts(SignInThrottle throttle, KnownDevice devices)
{
    /// <summary>Begins an attempt with a password.</summary>
    public SignInAttempt WithPassword(HttpContext context, string email)
    {
        var (keys, onlyCounted) = KeysOf(context, email);
        return new(throttle, [.. keys, .. onlyCounted], throttle.Begin(keys, onlyCounted));
    }

    /// <summary>
    /// Begins one with a code: under the same keys, as a right password alone doesn't clear them for who has a second
    /// factor; and, but for a known device, under the account's own too. Whoever guesses here knows the password, so from
    /// however many networks they come, they get few tries.
    /// </summary>
    public SignInAttempt WithCode(HttpContext context, string email)
    {
        var (keys, onlyCounted) = KeysOf(context, email);
        if (keys is not [{ Kind: var kind }] || kind != ThrottleKind.Device)
        {
            keys = [.. keys, new(ThrottleKind.SecondFactor, email)];
        }

        return new(throttle, [.. keys, .. onlyCounted], throttle.Begin(keys, onlyCounted));
    }

    /// <summary>How often somebody failed to sign in to that account, here or from wherever.</summary>
    public int Failures(HttpContext context, string email) =>
        throttle.Failures(AccountKey(email)) + (devices.Find(context, email) is { } device ? throttle.Failures(new(ThrottleKind.Device, device)) : 0);

    /// <summary>True if the person is signed in, or this device is known for that account.</summary>
    public bool IsKnown(HttpContext context, string email) => context.User.Identity?.IsAuthenticated == true || devices.Find(context, email) is not null;

    // Who has one /64 usually has all of a /56 or a /48, and could come from another with each attempt.
    private static IEnumerable<ThrottleKey> Wider(IPAddress? address) =>
        ClientNetwork.Of(address, 48) is { } company ? [new(ThrottleKind.Network56, ClientNetwork.Of(address, 56)!), new(ThrottleKind.Network48, company)] : [];

    private static ThrottleKey AccountKey(string email) => new(ThrottleKind.Account, email);

    // A known device is counted alone: what others do to the account or from the same network doesn't touch it. And who
    // comes from where nobody has failed on this account gets one try at once, however many guess elsewhere: else these
    // could keep its owner out for as long as they like.
    private (ThrottleKey[] Keys, ThrottleKey[] OnlyCounted) KeysOf(HttpContext context, string email)
    {
        if (devices.Find(context, email) is { } device)
        {
            return ([new(ThrottleKind.Device, device)], []);
        }

        var address = context.Connection.RemoteIpAddress;
        var network = ClientNetwork.Of(address);
        ThrottleKey here = new(ThrottleKind.AccountAndNetwork, $"{ClientNetwork.Of(address, 48) ?? network} {email}");
        ThrottleKey[] keys = [here, new(ThrottleKind.Network, network), .. Wider(address)];
        return throttle.Failures(here) == 0 ? (keys, [AccountKey(email)]) : ([.. keys, AccountKey(email)], []);
    }
}

/// <summary>An attempt under way, which counts as a failure until it is said otherwise.</summary>
/// <param name="throttle">Where it counts.</param>
/// <param name="keys">As what.</param>
/// <param name="wait">How long to wait before the next, where this one is refused; else null.</param>
internal sealed class SignInAttempt(SignInThrottle throttle, IReadOnlyList<ThrottleKey> keys, TimeSpan? wait)
{
    public TimeSpan? Wait => wait;

    /// <summary>Who tried has shown all that was asked for: they start afresh.</summary>
    public void Succeeded() => throttle.Succeeded(keys);

    /// <summary>It was no failure, but what was counted before it stays.</summary>
    public void TakeBack() => throttle.TakeBack(keys);
}
