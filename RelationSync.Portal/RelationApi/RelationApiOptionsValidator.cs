using Microsoft.Extensions.Options;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Portal.RelationApi;

internal sealed class RelationApiOptionsValidator(IOptions<SalesforceOptions> salesforce) : IValidateOptions<RelationApiOptions>
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(2);

    public ValidateOptionsResult Validate(string? name, RelationApiOptions options)
    {
        List<string> failures = [];
        if (!TenantAddress.IsBase(options.BaseUrl, salesforce.Value.AllowInsecureLoopback))
        {
            failures.Add($"RelationApi:BaseUrl must be {RelationApiOptions.UsualBaseUrl}, or with Salesforce:AllowInsecureLoopback an address on loopback; it is '{options.BaseUrl}'.");
        }

        if (options.AttemptTimeout < ShortestTimeout || options.AttemptTimeout > LongestTimeout)
        {
            failures.Add($"RelationApi:AttemptTimeout must be from {ShortestTimeout:c} to {LongestTimeout:c}; it is {options.AttemptTimeout:c}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
