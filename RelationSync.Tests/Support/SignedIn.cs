using System.Security.Claims;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Support;

/// <summary>Signed-in people: an account in the store and what a session says of it.</summary>
internal static class SignedIn
{
    public static ClaimsPrincipal SignIn(this Store store, AccountRole role, TimeProvider? time = null, string? email = null)
    {
        var now = (time ?? TimeProvider.System).GetUtcNow();
        var account = AccountService.New(email ?? $"{role}-{Guid.NewGuid():N}@example.com", "-", role, now);
        store.WriteAsync((db, _) => Task.FromResult(db.Add(account)), CancellationToken.None).GetAwaiter().GetResult();
        return Principals.Of(account, "test", now);
    }
}
