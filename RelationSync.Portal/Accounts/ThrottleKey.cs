namespace RelationSync.Portal.Accounts;

/// <summary>What failures are counted by: a kind and whom of it.</summary>
internal readonly record struct ThrottleKey(ThrottleKind Kind, string Value);

/// <summary>How many failures are free, and how long the waits after that may grow.</summary>
/// <param name="IsShared">Many people may come under one key: a success of one takes back only its own attempt.</param>
internal sealed record ThrottleKind(string Name, int Free, TimeSpan LongestWait, bool IsShared = false)
{
    /// <summary>One account from one network, over IPv6 a /48: where guessing usually happens.</summary>
    public static readonly ThrottleKind AccountAndNetwork = new("account_network", 5, TimeSpan.FromMinutes(15));

    /// <summary>One network, whatever the account. Many people may share one.</summary>
    public static readonly ThrottleKind Network = new("network", 50, TimeSpan.FromMinutes(15), IsShared: true);

    /// <summary>An IPv6 /56, what a provider usually gives a household: 256 networks of /64.</summary>
    public static readonly ThrottleKind Network56 = new("network_56", 75, TimeSpan.FromMinutes(15), IsShared: true);

    /// <summary>An IPv6 /48, what a provider usually gives a company: 65,536 networks of /64.</summary>
    public static readonly ThrottleKind Network48 = new("network_48", 150, TimeSpan.FromMinutes(15), IsShared: true);

    /// <summary>One account, from wherever. Its waits stay short: they hit its owner too, on a new device.</summary>
    public static readonly ThrottleKind Account = new("account", 100, TimeSpan.FromSeconds(20));

    /// <summary>A device on which this person has signed in before; it is counted by itself alone.</summary>
    public static readonly ThrottleKind Device = new("device", 10, TimeSpan.FromMinutes(15));

    /// <summary>The second factor of one account, from wherever: only who knows its password comes that far.</summary>
    public static readonly ThrottleKind SecondFactor = new("second_factor", 10, TimeSpan.FromMinutes(15));

    /// <summary>Sign-ins at the identity provider from one network. Those that the provider vouches for don't count, and the waits stay short.</summary>
    public static readonly ThrottleKind SingleSignOn = new("single_sign_on", 100, TimeSpan.FromSeconds(20), IsShared: true);

    /// <summary>Codes and links that work once, from one network.</summary>
    public static readonly ThrottleKind OneTimeCode = new("code", 20, TimeSpan.FromMinutes(15));
}
