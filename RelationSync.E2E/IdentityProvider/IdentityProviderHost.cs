using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace RelationSync.E2E.IdentityProvider;

/// <summary>An OpenIddict server with discovery, code flow, PKCE, userinfo and end-session, on a database in memory.</summary>
internal static class IdentityProviderHost
{
    public const string ClientId = "relationsync";
    public const string ClientSecret = "secret-of-the-client";
    public const string AuthorizePath = "/connect/authorize";
    public const string EndSessionPath = "/connect/logout";

    public static async Task<WebApplication> BuildAsync(Uri url, Uri portal)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url.GetLeftPart(UriPartial.Authority));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // Lives as long as a connection is open.
        var memory = new SqliteConnection("Data Source=provider;Mode=Memory;Cache=Shared");
        await memory.OpenAsync();
        builder.Services.AddSingleton(memory);
        builder.Services.AddDbContext<DbContext>(db => db.UseSqlite(memory.ConnectionString).UseOpenIddict());
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            // Cookies know no ports: the portal's have other names.
            cookie.Cookie.Name = "provider";
            cookie.LoginPath = ProviderEndpoints.SignInPath;
        });
        AddServer(builder.Services, url);
        var app = builder.Build();
        app.UseAuthentication();
        app.MapProvider();
        await RegisterAsync(app.Services, portal);
        return app;
    }

    private static void AddServer(IServiceCollection services, Uri url) => services.AddOpenIddict()
        .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>())
        .AddServer(server =>
        {
            server.SetIssuer(url);
            server.SetAuthorizationEndpointUris(AuthorizePath)
                .SetTokenEndpointUris("/connect/token")
                .SetUserInfoEndpointUris("/connect/userinfo")
                .SetEndSessionEndpointUris(EndSessionPath);
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.RegisterScopes(Scopes.Email, Scopes.Profile);
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough().DisableTransportSecurityRequirement();
        });

    private static async Task RegisterAsync(IServiceProvider services, Uri portal)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DbContext>().Database.EnsureCreatedAsync();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = ClientId,
            ClientSecret = ClientSecret,
            ConsentType = ConsentTypes.Implicit,
            RedirectUris = { new Uri(portal, "/signin-oidc") },
            PostLogoutRedirectUris = { new Uri(portal, "/signout-callback-oidc") },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code, Permissions.Scopes.Email, Permissions.Scopes.Profile,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        });
    }
}
