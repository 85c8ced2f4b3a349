using System.Security.Claims;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Remedies;

/// <summary>Who may change something.</summary>
internal static class Mandate
{
    /// <summary>Asked by every command itself: what a page hides is not refused by that.</summary>
    public static bool MayChange(this ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true && user.IsInRole(nameof(AccountRole.Administrator));
}
