using Microsoft.AspNetCore.Localization;
using RelationSync.Portal.Access;

namespace RelationSync.Portal.Accounts;

/// <summary>The language of the account that is signed in, where it has chosen one.</summary>
internal sealed class AccountCulture : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
        Task.FromResult(httpContext.Features.Get<AccountSnapshot>()?.Language is { } language ? new ProviderCultureResult(language) : null);
}
