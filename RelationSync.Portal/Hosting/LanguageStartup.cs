using Microsoft.AspNetCore.Localization;
using RelationSync.Portal.Accounts;

namespace RelationSync.Portal.Hosting;

/// <summary>Japanese unless the account, a cookie or the browser says English, in this order.</summary>
internal static class LanguageStartup
{
    private static readonly string[] Languages = ["ja", "en"];

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Languages[0]).AddSupportedCultures(Languages).AddSupportedUICultures(Languages);
            options.RequestCultureProviders = [new AccountCulture(), new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
    }
}
