using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Provisioning;

/// <summary>Makes the accounts of the file, and follows what changes in it. One that was removed in the portal stays so.</summary>
internal sealed class ProvisionUsers(PasswordHashing hashing, TimeProvider time)
{
    private const string Kind = "user";

    public async Task ApplyAsync(ProvisioningRun run, IReadOnlyList<UserEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            var key = EmailAddress.Normalize(entry.Email);
            var applied = await run.FindAsync(Kind, key, cancellationToken);
            var (hash, secretHash) = (ProvisioningHashes.Of(entry.Role.ToString()), run.Hashes.OfPassword(entry.Password));
            if (applied is not null && applied.Hash == hash && applied.SecretHash == secretHash)
            {
                continue;
            }

            var account = await run.Db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == key, cancellationToken);
            if (account is null && applied is not null)
            {
                continue;
            }

            if (account is null)
            {
                account = New(entry, key);
                run.Db.Add(account);
            }
            else if (account.Role != entry.Role && applied?.Hash != hash)
            {
                account.Role = entry.Role;
                account.SecurityStamp = AccountService.NewStamp();
            }

            if (applied?.SecretHash != secretHash)
            {
                account.PasswordHash = await hashing.HashAsync(entry.Password, cancellationToken);
                account.SecurityStamp = AccountService.NewStamp();
            }

            run.Remember(applied, Kind, key, hash, secretHash);
        }
    }

    private Account New(UserEntry entry, string normalizedEmail) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        Email = entry.Email,
        NormalizedEmail = normalizedEmail,
        PasswordHash = "",
        Role = entry.Role,
        SecurityStamp = AccountService.NewStamp(),
        CreatedAt = time.GetUtcNow(),
    };
}
