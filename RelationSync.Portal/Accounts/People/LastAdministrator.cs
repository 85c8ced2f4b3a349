using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>Somebody must be able to administer, always. Asked in the transaction that takes an administrator away.</summary>
internal static class LastAdministrator
{
    public static async Task<bool> IsAsync(RelationSyncDb db, Account account, CancellationToken cancellationToken) =>
        account.Role is AccountRole.Administrator
        && !await db.Accounts.AnyAsync(a => a.Role == AccountRole.Administrator && a.Id != account.Id, cancellationToken);
}
