using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>Logs refusals of pages that were opened from within an open page, which no request shows.</summary>
internal sealed class RefusedPages(DefaultAuthorizationService service, AccessDenied refused) : IAuthorizationService
{
    public async Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, IEnumerable<IAuthorizationRequirement> requirements) =>
        Logged(user, resource, await service.AuthorizeAsync(user, resource, requirements));

    public async Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, string policyName) =>
        Logged(user, resource, await service.AuthorizeAsync(user, resource, policyName));

    // Only the router asks with a page's route; who asks without one hides a button.
    private AuthorizationResult Logged(ClaimsPrincipal user, object? resource, AuthorizationResult result)
    {
        if (!result.Succeeded && resource is Microsoft.AspNetCore.Components.RouteData page && user.AccountId() is not null)
        {
            refused.Route(user, "page", page.Template ?? page.PageType.GetCustomAttribute<RouteAttribute>()?.Template ?? page.PageType.Name);
        }

        return result;
    }
}
