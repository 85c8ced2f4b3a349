namespace RelationSync.Portal.Accounts;

/// <summary>Where to go back to after a form: only within this site.</summary>
internal static class LocalUrl
{
    private const int Longest = 2000;

    /// <summary>
    /// The address where it is a path of ours, else <c>/</c>. Browsers read <c>//evil.example</c>, <c>/\evil.example</c> and,
    /// dropping the tab, <c>/&#9;/evil.example</c> as another host.
    /// </summary>
    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    private static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/', ..] && url.Length <= Longest && !url.Any(c => c == '\\' || char.IsControl(c));
}
