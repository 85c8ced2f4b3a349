using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Access;

/// <summary>What a command asks of the person who runs it.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "The field's word; it has nothing to do with code access security.")]
public enum Permission
{
    /// <summary>Retrying, settling and answering for an unknown outcome (R-E4, R-D2): administrators and responders.</summary>
    Remedy,

    /// <summary>Everything else that changes something (R-S1): administrators.</summary>
    Manage,
}

/// <summary>Which role may do what.</summary>
internal static class Permissions
{
    public static bool Allows(this AccountRole role, Permission permission) => role switch
    {
        AccountRole.Administrator => true,
        AccountRole.Responder => permission is Permission.Remedy,
        _ => false,
    };

    /// <summary>For what a page offers. Whether it is then done, each command asks the store itself.</summary>
    public static bool May(this ClaimsPrincipal user, Permission permission) =>
        user.Identity?.IsAuthenticated == true && Enum.GetValues<AccountRole>().Any(role => role.Allows(permission) && user.IsInRole(role.ToString()));
}
