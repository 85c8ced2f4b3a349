using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts.SingleSignOn;

internal static class SingleSignOnSetup
{
    private const string Client = "single-sign-on";
    private const int MostAnswerBytes = 1024 * 1024;

    /// <summary>How long a person may take at the provider.</summary>
    private static readonly TimeSpan AtProvider = TimeSpan.FromMinutes(15);

    /// <summary>Of ID tokens: signatures by the provider's published keys alone.</summary>
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    private static readonly TimeSpan MostPerCall = TimeSpan.FromSeconds(10);

    /// <summary>What pages and forms ask for in any case; the scheme itself only if a provider is set.</summary>
    public static void AddSingleSignOn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ProviderAccounts>();
        services.AddSingleton<ProviderSignOut>();
        services.AddSingleton<BackChannelSignOut>();
        services.AddSingleton<SingleSignOnEvents>();
        if (!SingleSignOnOptions.IsConfigured(configuration))
        {
            return;
        }

        services.AddOutgoingHttp(Client, connectionsPerServer: 8);
        new AuthenticationBuilder(services).AddOpenIdConnect();
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<IOptions<SingleSignOnOptions>, PortalCookies, IHttpClientFactory>((oidc, settings, cookies, clients) =>
            {
                SetProvider(oidc, settings.Value);
                SetCookies(oidc, cookies);
                oidc.Backchannel = clients.CreateClient(Client);
                (oidc.Backchannel.Timeout, oidc.Backchannel.MaxResponseContentBufferSize) = (MostPerCall, MostAnswerBytes);
                oidc.ConfigurationManager = Discovery(settings.Value.Authority!, oidc);
            });
    }

    private static ConfigurationManager<OpenIdConnectConfiguration> Discovery(string authority, OpenIdConnectOptions oidc) => new(
        authority.TrimEnd('/') + "/.well-known/openid-configuration",
        new OpenIdConnectConfigurationRetriever(),
        new HttpDocumentRetriever(oidc.Backchannel) { RequireHttps = oidc.RequireHttpsMetadata },
        new DiscoveryCheck(authority));

    private static void SetProvider(OpenIdConnectOptions oidc, SingleSignOnOptions settings)
    {
        (oidc.Authority, oidc.ClientId) = (settings.Authority, settings.ClientId);
        oidc.ClientSecret = string.IsNullOrEmpty(settings.ClientSecret) ? null : settings.ClientSecret;
        oidc.RequireHttpsMetadata = settings.Authority!.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        oidc.TokenValidationParameters.ValidAlgorithms = Algorithms;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        // By GET, so that the cookies can be SameSite=Lax and work on http://localhost.
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        // Where a provider takes pushed requests, each begun sign-in would be a call to it.
        oidc.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        oidc.CallbackPath = SingleSignOnPaths.Callback;
        oidc.SignedOutCallbackPath = SingleSignOnPaths.SignedOutCallback;
        // In a frame of the provider's page, which gets no SameSite=Lax cookie.
        oidc.RemoteSignOutPath = PathString.Empty;
        oidc.RemoteAuthenticationTimeout = AtProvider;
        oidc.EventsType = typeof(SingleSignOnEvents);
        // The token alone, for the moment of TicketReceived: no cookie ever holds it.
        oidc.SaveTokens = true;
        oidc.Scope.Add("email");
        foreach (var scope in settings.Scopes)
        {
            oidc.Scope.Add(scope);
        }

        SetClaims(oidc, settings.RoleClaim);
    }

    /// <summary>Claims by their own names, as the ID token has them; from the userinfo endpoint what some providers only have there.</summary>
    private static void SetClaims(OpenIdConnectOptions oidc, string roleClaim)
    {
        oidc.MapInboundClaims = false;
        oidc.GetClaimsFromUserInfoEndpoint = true;
        oidc.ClaimActions.Clear();
        oidc.ClaimActions.MapUniqueJsonKey("email", "email");
        oidc.ClaimActions.MapJsonKey("email_verified", "email_verified");
        oidc.ClaimActions.MapJsonKey(roleClaim, roleClaim);
    }

    private static void SetCookies(OpenIdConnectOptions oidc, PortalCookies cookies)
    {
        foreach (var (cookie, kind) in new[] { (oidc.CorrelationCookie, "c."), (oidc.NonceCookie, "n.") })
        {
            cookie.Name = cookies.SingleSignOn + kind;
            cookie.Path = "/";
            cookie.HttpOnly = true;
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = cookies.SecurePolicy;
        }
    }
}
