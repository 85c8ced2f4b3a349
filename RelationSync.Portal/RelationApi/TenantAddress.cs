using System.Text.RegularExpressions;

namespace RelationSync.Portal.RelationApi;

/// <summary>Where a tenant's API is: only at <c>{subdomain}.relationapp.jp</c> over https, or on loopback where that is allowed.</summary>
internal static partial class TenantAddress
{
    public static bool IsSubdomain(string? text) => text is not null && Subdomain().IsMatch(text);

    /// <summary>True if tokens may be sent to tenants below it.</summary>
    public static bool IsBase(string? text, bool allowInsecureLoopback) =>
        text == RelationApiOptions.UsualBaseUrl
        || (allowInsecureLoopback
            && Uri.TryCreate(text?.Replace(RelationApiOptions.Placeholder, "a", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            && IsOnLoopback(uri)
            && uri is { UserInfo: "", Query: "", Fragment: "" });

    /// <summary>The address of one of the tenant's resources.</summary>
    /// <param name="path">From <c>/api/v2</c> on, with its query.</param>
    public static Uri Of(string baseUrl, string subdomain, string path) => IsSubdomain(subdomain)
        ? new Uri(baseUrl.Replace(RelationApiOptions.Placeholder, subdomain, StringComparison.Ordinal).TrimEnd('/') + path)
        : throw new ArgumentException("No subdomain.", nameof(subdomain));

    /// <summary>True if a token may go there.</summary>
    public static bool IsTrusted(Uri address) =>
        (address is { Scheme: "https", IsDefaultPort: true, UserInfo: "" } && Host().IsMatch(address.Host)) || IsOnLoopback(address);

    private static bool IsOnLoopback(Uri address) => address is { Scheme: "http" or "https", IsLoopback: true };

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.relationapp\.jp\z", RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
