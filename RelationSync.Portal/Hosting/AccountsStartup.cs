using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

/// <summary>Accounts, sessions and who may do what.</summary>
internal static class AccountsStartup
{
    /// <summary>After that long without a request a person signs in again; see also <see cref="AccountSessions.LongestSession"/>.</summary>
    private static readonly TimeSpan IdleSession = TimeSpan.FromHours(8);

    public static void AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<AccountSessions>();
        services.AddSingleton<AccountService>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<PortalCookies>();
        services.AddSingleton<KnownDevice>();
        services.AddSingleton<AccountTickets>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton(_ => SignInQueue.OfMachine);
        services.AddSingleton<SignIn>();
        services.AddSingleton<Reauthentication>();
        services.AddSingleton<SecondFactorSteps>();
        services.AddPasskeys();
        services.AddSingleton<SetupState>();
        services.AddSingleton<FailedSignIns>();
        services.AddSingleton<ResetAdmin>();
        services.AddSingleton<VerifyAudit>();
        services.AddSingleton<BootstrapAdministrator>();
        services.AddPeople();
        services.AddSessions();
        services.AddSingleSignOn(configuration);
        services.AddPolicies();
        services.AddRefusals();
    }

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapLoginApi();
        app.MapLoginForms();
        app.MapSingleSignOn();
        app.MapPreferenceForms();
        app.MapSetupForms();
        app.MapLinkForms();
        app.MapOwnAccountForms();
        app.MapSecondFactorForms();
        app.MapPasskeyForms();
    }

    private static void AddPasskeys(this IServiceCollection services)
    {
        services.AddSingleton<PasskeySites>();
        services.AddSingleton<PasskeyChallenges>();
        services.AddSingleton<FactorProofs>();
        services.AddSingleton<PasskeySteps>();
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<SessionCookieEvents>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).Configure<PortalCookies>((options, cookies) =>
        {
            options.Cookie.Name = cookies.Session;
            options.Cookie.SecurePolicy = cookies.SecurePolicy;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.HttpOnly = true;
            options.Cookie.Path = "/";
            options.ExpireTimeSpan = IdleSession;
            options.SlidingExpiration = true;
            options.LoginPath = "/login";
            options.AccessDeniedPath = "/forbidden";
            options.ReturnUrlParameter = "returnUrl";
            options.EventsType = typeof(SessionCookieEvents);
        });
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<PortalCookies>((options, cookies) =>
        {
            options.Cookie.Name = cookies.Antiforgery;
            options.Cookie.SecurePolicy = cookies.SecurePolicy;
            options.Cookie.Path = "/";
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
    }

    private static void AddPolicies(this IServiceCollection services) =>
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Administrator, policy => policy.RequireRole(nameof(AccountRole.Administrator)))
            .AddPolicy(Policies.Support, policy => policy.RequireRole(Enum.GetNames<AccountRole>()))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

    private static void AddRefusals(this IServiceCollection services)
    {
        services.AddSingleton<AccessDenied>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusedRoutes>();
        services.AddTransient<DefaultAuthorizationService>();
        services.Replace(ServiceDescriptor.Transient<IAuthorizationService, RefusedPages>());
    }
}
