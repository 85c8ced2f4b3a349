using Microsoft.Extensions.Options;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Portal.Connections;

/// <summary>Where a person may be sent to authorise: production, a sandbox, an org's My Domain; on loopback also the simulator.</summary>
internal sealed class LoginAddress(IOptions<SalesforceOptions> options)
{
    public const string Production = "https://login.salesforce.com";
    public const string Sandbox = "https://test.salesforce.com";

    public bool AllowsSimulator => options.Value.AllowInsecureLoopback;

    /// <summary>The address meant, or null where it is none of Salesforce's. <c>acme</c> and <c>acme.my.salesforce.com</c> do as well.</summary>
    public string? Read(string? text)
    {
        var given = text?.Trim() ?? "";
        if (given.Length == 0)
        {
            return null;
        }

        var full = given.Contains("://", StringComparison.Ordinal) ? given
            : given.Contains('.', StringComparison.Ordinal) ? $"https://{given}"
            : $"https://{given}.my.salesforce.com";
        // A setup page's address is pasted easily; it lives elsewhere, and a path means nothing here.
        full = Uri.TryCreate(full, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && uri.UserInfo.Length == 0
            ? $"https://{uri.Host}".Replace(".lightning.force.com", ".my.salesforce.com", StringComparison.OrdinalIgnoreCase)
                .Replace(".my.salesforce-setup.com", ".my.salesforce.com", StringComparison.OrdinalIgnoreCase)
            : full;
        return SalesforceUrl.TryParse(full, options.Value.AllowInsecureLoopback, out var url) ? url.Value : null;
    }
}
