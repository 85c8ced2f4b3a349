using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect.Configuration;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>Takes a discovery document only if its issuer is the authority (OpenID Connect Discovery 4.3), but for a slash at the end.</summary>
internal sealed class DiscoveryCheck(string authority) : IConfigurationValidator<OpenIdConnectConfiguration>
{
    private readonly OpenIdConnectConfigurationValidator _keys = new();

    public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration) =>
        configuration.Issuer?.TrimEnd('/') == authority.TrimEnd('/')
            ? _keys.Validate(configuration)
            : new() { Succeeded = false, ErrorMessage = "The discovery document is another issuer's." };
}
