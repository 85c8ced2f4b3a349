using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace RelationSync.Portal.Salesforce;

internal sealed partial class SalesforceOptionsValidator : IValidateOptions<SalesforceOptions>
{
    // Versions 21.0 to 30.0 answer 410 (REST API Developer Guide, "API End-of-Life Policy"); Collections upsert came with 46.0.
    private const int OldestVersion = 46;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, SalesforceOptions options)
    {
        List<string> failures = [];
        if (VersionForm().Match(options.ApiVersion ?? "") is not { Success: true } match
            || int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) < OldestVersion)
        {
            failures.Add($"Salesforce:ApiVersion must be of the form 67.0 and at least {OldestVersion}.0; it is '{options.ApiVersion}'.");
        }

        if (options.AttemptTimeout < ShortestTimeout || options.AttemptTimeout > LongestTimeout)
        {
            failures.Add($"Salesforce:AttemptTimeout must be from {ShortestTimeout:c} to {LongestTimeout:c}; it is {options.AttemptTimeout:c}.");
        }

        if (!string.IsNullOrEmpty(options.ClientSecret) && string.IsNullOrWhiteSpace(options.ClientId))
        {
            failures.Add("Salesforce:ClientId must be set where Salesforce:ClientSecret is; it is empty.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    [GeneratedRegex(@"\A([0-9]{2,3})\.0\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionForm();
}
