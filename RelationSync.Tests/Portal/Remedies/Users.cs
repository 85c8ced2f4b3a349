using System.Security.Claims;
using RelationSync.Portal.Data;

namespace RelationSync.Tests.Portal.Remedies;

/// <summary>Signed-in people.</summary>
internal static class Users
{
    public static ClaimsPrincipal Administrator { get; } = With(AccountRole.Administrator);

    public static ClaimsPrincipal Support { get; } = With(AccountRole.Support);

    public static ClaimsPrincipal With(AccountRole role) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, $"{role}@example.com"), new Claim(ClaimTypes.Role, role.ToString())], "test"));
}
