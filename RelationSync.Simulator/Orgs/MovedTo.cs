using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Orgs;

/// <summary>Where an org lives now, and what its old address still says.</summary>
[JsonConverter(typeof(MovedToConverter))]
public sealed record MovedTo
{
    /// <summary>The new address in full, or only the name that replaces the org's in the old one.</summary>
    public string? Base { get; init; }

    /// <summary><c>302</c>, <c>html_404</c> or <c>nothing</c>.</summary>
    public string Old { get; init; } = "302";

    /// <summary><c>stays</c>: who signs in at the old address is told the new one. <c>moves</c>: signing in has moved too.</summary>
    public string Login { get; init; } = "stays";

    internal IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>The name in the new address; empty where it has none.</summary>
    internal string Name => Uri.TryCreate(Base, UriKind.Absolute, out var uri) && IsHttp(uri) ? uri.AbsolutePath.Trim('/') : Base ?? string.Empty;

    internal string? Fault() => this switch
    {
        { Unknown.Count: > 0 } => $"unknown members of moved_to: {string.Join(", ", Unknown)}",
        { Old: not ("302" or "html_404" or "nothing") } => "old of moved_to must be 302, html_404 or nothing",
        { Login: not ("stays" or "moves") } => "login of moved_to must be stays or moves",
        _ when Base is null or "" || Name.Contains('/', StringComparison.Ordinal) || Name.Contains(':', StringComparison.Ordinal) => "moved_to must be an address such as http://127.0.0.1:5081/acme2",
        _ => null,
    };

    /// <summary>The new address of an org that is asked at this one.</summary>
    internal string Resolve(string baseUrl)
    {
        if (Uri.TryCreate(Base, UriKind.Absolute, out var uri) && IsHttp(uri))
        {
            return uri.ToString().TrimEnd('/');
        }

        return $"{new Uri(baseUrl).GetLeftPart(UriPartial.Authority)}/{Base}";
    }

    internal bool IsOld(string baseUrl) => !string.Equals(baseUrl, Resolve(baseUrl), StringComparison.OrdinalIgnoreCase);

    private static bool IsHttp(Uri uri) => uri.Scheme is "http" or "https";
}
