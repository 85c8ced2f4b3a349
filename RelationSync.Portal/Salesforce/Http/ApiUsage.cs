using System.Globalization;
using System.Text.RegularExpressions;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>Calls used of those allowed in the last 24 hours, by all integrations of an org.</summary>
internal readonly partial record struct ApiUsage(int Used, int Max)
{
    /// <summary>
    /// Reads <c>Sforce-Limit-Info</c>: <c>api-usage=10018/100000</c>, also <c>api-usage=18/5000; per-app-api-usage=17/250(appName=sample-app)</c>
    /// (REST API Developer Guide, "Limit Info Header"). Null where it says nothing that we understand.
    /// </summary>
    public static ApiUsage? Parse(string? header)
    {
        if (header is null || header.Length > 2000 || Form().Match(header) is not { Success: true } match)
        {
            return null;
        }

        return int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            && int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var max)
            && max > 0
            ? new ApiUsage(used, max)
            : null;
    }

    [GeneratedRegex(@"(?:\A|[;,])\s*api-usage\s*=\s*([0-9]+)\s*/\s*([0-9]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
