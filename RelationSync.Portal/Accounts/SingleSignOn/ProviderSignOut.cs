using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>Sign-out at the provider too, for a session that began there (OpenID Connect RP-Initiated Logout 1.0).</summary>
internal sealed partial class ProviderSignOut(
    AccountService accounts,
    ISecretBox box,
    PublicAddress address,
    IOptions<SingleSignOnOptions> options,
    IOptionsMonitor<OpenIdConnectOptions> provider,
    IStringLocalizer<SingleSignOnTexts> texts,
    ILogger<ProviderSignOut> logger)
{
    /// <summary>What leads to the provider's sign-out; null if the session began elsewhere or the provider has none. To be asked before the session ends.</summary>
    public async Task<IResult?> FindAsync(HttpContext context)
    {
        return options.Value.IsOn
            && await accounts.FindProviderSessionAsync(context.User, context.RequestAborted) is { } session
            && await EndpointAsync(session.Issuer, context.RequestAborted) is { } endpoint
            ? Page(UrlOf(endpoint, session))
            : null;
    }

    /// <summary>Null if the provider has none, can't be reached, or is another than the session's.</summary>
    private async Task<string?> EndpointAsync(string issuer, CancellationToken cancellationToken)
    {
        try
        {
            var found = await provider.Get(OpenIdConnectDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            return found.EndSessionEndpoint is { Length: > 0 } endpoint && found.Issuer == issuer ? endpoint : null;
        }
        catch (Exception e) when (SingleSignOnFaults.IsOfProvider(e))
        {
            LogUnavailable(logger, SingleSignOnFaults.DetailOf(e));
            return null;
        }
    }

    private string UrlOf(string endpoint, ProviderSession session) => new OpenIdConnectMessage
    {
        IssuerAddress = endpoint,
        ClientId = options.Value.ClientId,
        IdTokenHint = IdTokenOf(session),
        PostLogoutRedirectUri = new Uri(address.Url, SingleSignOnPaths.SignedOutCallback).AbsoluteUri,
    }.CreateLogoutRequestUrl();

    private string? IdTokenOf(ProviderSession session)
    {
        try
        {
            return session.IdTokenProtected is { } token ? box.Unprotect(SecretKind.IdToken, token) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // A page, not a redirect: what answers a form may only redirect to where the content security policy lets forms end, and a
    // provider may lead on to others.
    private IResult Page(string url)
    {
        var (to, title) = (WebUtility.HtmlEncode(url), WebUtility.HtmlEncode(texts["SingleSignOn_Out_Title", options.Value.Name]));
        return Results.Content(
            $"""
            <!DOCTYPE html><html lang="{Thread.CurrentThread.CurrentUICulture.TwoLetterISOLanguageName}"><meta charset="utf-8"><title>{title}</title>
            <meta http-equiv="refresh" content="0;url={to}"><p><a href="{to}">{title}</a></p></html>
            """,
            "text/html; charset=utf-8");
    }

    [LoggerMessage(LogLevel.Warning, "The identity provider could not be asked for its sign-out URL ({Detail}): the session ended here alone.")]
    private static partial void LogUnavailable(ILogger logger, string detail);
}
