using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>Makes the accounts of the file, and follows what changes in it. One that was removed in the portal stays so.</summary>
internal sealed partial class ProvisionUsers(PasswordHashing hashing, BreachedPasswords breached, TimeProvider time, ILogger<ProvisionUsers> logger)
{
    private const string Kind = "user";

    public async Task ApplyAsync(ProvisioningRun run, IReadOnlyList<ProvisionedUser> entries, CancellationToken cancellationToken)
    {
        var demoted = new List<ProvisionedUser>();
        foreach (var entry in entries)
        {
            var key = EmailAddress.Normalize(entry.Email);
            var applied = await run.FindAsync(Kind, key, cancellationToken);
            var (hash, secretHash) = (ProvisioningHashes.Of(entry.Role.ToString()), run.Hashes.OfPassword(entry.Password));
            if (applied is not null && applied.Hash == hash && applied.SecretHash == secretHash)
            {
                continue;
            }

            var now = time.GetUtcNow();
            var account = await run.Db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == key, cancellationToken);
            if (account is null && applied is not null)
            {
                continue;
            }

            if (account is null)
            {
                account = AccountService.New(entry.Email, "", entry.Role, now);
                run.Db.Add(account);
                Audit(run, AuditAct.AccountCreated, entry, now, ("role", entry.Role.ToString()));
            }
            else if (account.Role != entry.Role && applied?.Hash != hash)
            {
                Audit(run, AuditAct.AccountRoleChanged, entry, now, ("from", account.Role.ToString()), ("to", entry.Role.ToString()));
                demoted.AddRange(account.Role is AccountRole.Administrator ? [entry] : []);
                account.Role = entry.Role;
                account.SecurityStamp = SecretToken.NewStamp();
            }

            if (applied?.SecretHash != secretHash)
            {
                if (account.PasswordHash.Length > 0)
                {
                    Audit(run, AuditAct.PasswordChanged, entry, now);
                }

                if (breached.Contains(entry.Password))
                {
                    LogBreached(logger, entry.At);
                }

                account.PasswordHash = await hashing.HashAsync(entry.Password, cancellationToken);
                account.SecurityStamp = SecretToken.NewStamp();
            }

            run.Remember(applied, Kind, key, hash, secretHash);
        }

        await KeepAnAdministratorAsync(run, demoted, cancellationToken);
    }

    private static void Audit(ProvisioningRun run, AuditAct act, ProvisionedUser entry, DateTimeOffset now, params ReadOnlySpan<(string, string?)> details) =>
        run.Db.Audit(ProvisioningRun.Actor, null, act, entry.Email, now, details);

    [LoggerMessage(LogLevel.Warning, "The password of the provisioning file's entry {Pointer} is in the list of breached passwords: choose another.")]
    private static partial void LogBreached(ILogger logger, string pointer);

    // The file may make an administrator a support user, like any administrator; but not the last one.
    private static async Task KeepAnAdministratorAsync(ProvisioningRun run, List<ProvisionedUser> demoted, CancellationToken cancellationToken)
    {
        await run.Db.SaveChangesAsync(cancellationToken);
        if (demoted.Count > 0 && !await run.Db.Accounts.AnyAsync(a => a.Role == AccountRole.Administrator, cancellationToken))
        {
            run.Faults.AddRange(demoted.Select(e => new ProvisioningFault($"{e.At}/role", $"can't be {e.Role}: no administrator would be left")));
        }
    }
}
