using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace RelationSync.Portal.Salesforce;

/// <summary>
/// Where Salesforce is: scheme and host, without a slash at the end. Only hosts of salesforce.com, over https; on
/// loopback also http with port and path (<c>http://127.0.0.1:5081/acme</c>), where that is allowed.
/// </summary>
internal sealed partial record SalesforceUrl
{
    private const int MaxLength = 300;

    private SalesforceUrl(string value) => Value = value;

    public string Value { get; }

    public string At(string path) => Value + path;

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The form is checked on the text itself, so that no reading of it by another parser can mean another host.</summary>
    public static bool TryParse(string? text, bool allowInsecureLoopback, [NotNullWhen(true)] out SalesforceUrl? url)
    {
        url = null;
        // ASCII first: without regard to case, the Kelvin sign would pass for a k.
        if (text is null || text.Length > MaxLength || !Ascii.IsValid(text))
        {
            return false;
        }

        if (HttpsForm().IsMatch(text))
        {
            url = new SalesforceUrl(text.TrimEnd('/').ToLowerInvariant());
        }
        else if (allowInsecureLoopback && LoopbackForm().Match(text) is { Success: true } match && IsLoopback(match.Groups["host"].Value)
            && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.IsLoopback)
        {
            url = new SalesforceUrl(text.TrimEnd('/'));
        }

        return url is not null;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // https://login.salesforce.com, https://acme--dev.sandbox.my.salesforce.com: letters, digits and hyphens; no port, user or path.
    [GeneratedRegex(@"\Ahttps://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+salesforce\.com/?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex HttpsForm();

    [GeneratedRegex(
        @"\Ahttp://(?<host>localhost|127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}|\[::1\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*/?\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LoopbackForm();
}
