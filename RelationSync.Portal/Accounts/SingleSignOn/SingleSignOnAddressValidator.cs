using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>Single sign-on needs <c>PublicUrl</c>: from the address that the portal listens on, the provider would send people to a machine of that name, mostly their own.</summary>
internal sealed class SingleSignOnAddressValidator(IConfiguration configuration) : IValidateOptions<SingleSignOnOptions>
{
    public ValidateOptionsResult Validate(string? name, SingleSignOnOptions options)
    {
        var faults = new OptionFaults("");
        var url = configuration[nameof(PublicUrlOptions.PublicUrl)];
        faults.Must(
            !options.IsOn || options.AllowInsecureLoopback || !string.IsNullOrEmpty(url),
            nameof(PublicUrlOptions.PublicUrl),
            "be the address that people open, like https://sync.example.com, if SingleSignOn:Authority is set (without it only on loopback, with SingleSignOn:AllowInsecureLoopback)",
            url);
        return faults.ToResult();
    }
}
