using System.Security.Claims;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Access;

/// <summary>Who is shown what changes something.</summary>
internal static class CanManage
{
    /// <summary>For what a page offers. Whether it is then done, each command asks the store itself.</summary>
    public static bool MayChange(this ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true && user.IsInRole(nameof(AccountRole.Administrator));
}
