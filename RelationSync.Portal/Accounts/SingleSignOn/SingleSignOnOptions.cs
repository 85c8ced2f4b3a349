using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>Section <c>SingleSignOn</c>: sign-in at an OpenID Connect provider, beside passwords or instead of them.</summary>
public sealed class SingleSignOnOptions
{
    internal const string Section = "SingleSignOn";

    internal const int LongestName = 40;

    /// <summary>Issuer URL of the provider; its discovery document is read from there. Null: single sign-on is off.</summary>
    public string? Authority { get; set; }

    public string? ClientId { get; set; }

    /// <summary>Null for a public client, which PKCE alone protects.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Name of the provider on the sign-in button.</summary>
    public string Name { get; set; } = "SSO";

    /// <summary>Claim whose values map to roles.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Claim values per role. If any is set, the provider decides the role at each sign-in.</summary>
    public SingleSignOnRoles Roles { get; set; } = new();

    /// <summary>Scopes beyond <c>openid profile email</c>.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = [];

    /// <summary>Creates an account at the first sign-in of a person who has a mapped role.</summary>
    public bool CreateAccounts { get; set; }

    /// <summary>Takes addresses for verified without <c>email_verified</c>. Only for a provider whose addresses its users cannot choose.</summary>
    public bool TrustEmail { get; set; }

    /// <summary>Turns passwords off.</summary>
    public bool Only { get; set; }

    /// <summary>Also allows an http authority on loopback, for tests.</summary>
    public bool AllowInsecureLoopback { get; set; }

    internal bool IsOn => !string.IsNullOrEmpty(Authority);

    internal bool IsOnly => IsOn && Only;

    internal static bool IsConfigured(IConfiguration configuration) => configuration[$"{Section}:{nameof(Authority)}"] is { Length: > 0 };
}

internal sealed class SingleSignOnOptionsValidator : IValidateOptions<SingleSignOnOptions>
{
    public ValidateOptionsResult Validate(string? name, SingleSignOnOptions options)
    {
        var faults = new OptionFaults(SingleSignOnOptions.Section);
        if (!options.IsOn)
        {
            faults.Must(string.IsNullOrEmpty(options.ClientId), nameof(options.Authority), "be set if SingleSignOn:ClientId is", options.Authority);
            faults.Must(!options.Only, nameof(options.Authority), "be set if SingleSignOn:Only is true", options.Authority);
            return faults.ToResult();
        }

        faults.Must(
            IsAuthority(options.Authority!, options.AllowInsecureLoopback),
            nameof(options.Authority),
            "be an https URL without query and user, like https://login.example.com/tenant (http only on loopback with SingleSignOn:AllowInsecureLoopback)",
            options.Authority);
        faults.Must(!string.IsNullOrEmpty(options.ClientId), nameof(options.ClientId), "be set if SingleSignOn:Authority is", options.ClientId);
        faults.Must(
            options.Name.Trim().Length is > 0 and <= SingleSignOnOptions.LongestName, nameof(options.Name), $"have 1 to {SingleSignOnOptions.LongestName} characters", options.Name);
        faults.Must(!string.IsNullOrWhiteSpace(options.RoleClaim), nameof(options.RoleClaim), "name a claim, like roles or groups", options.RoleClaim);
        faults.Must(
            options.Scopes.All(s => s.Length > 0 && !s.Any(char.IsWhiteSpace)), nameof(options.Scopes), "list scopes, one per entry", string.Join(", ", options.Scopes));
        faults.Must(
            !options.CreateAccounts || options.Roles.IsSet,
            nameof(options.CreateAccounts),
            "be false unless SingleSignOn:Roles maps at least one claim value to a role",
            "true");
        return faults.ToResult();
    }

    private static bool IsAuthority(string authority, bool allowInsecureLoopback) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var url)
        && url is { Query: "", Fragment: "", UserInfo: "" }
        && (url.Scheme == Uri.UriSchemeHttps || (allowInsecureLoopback && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
