using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Auditing;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Accounts;

/// <summary><c>reset-admin EMAIL</c>: prints a link by which an administrator who is locked out sets a new password.</summary>
internal sealed class ResetAdmin(Store store, OneTimeLinks links, TimeProvider time)
{
    public const string Command = "reset-admin";

    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        if (args is not [Command, var email, ..])
        {
            await output.WriteLineAsync($"Usage: {Command} EMAIL");
            return 1;
        }

        if (await TokenAsync(EmailAddress.Normalize(email), cancellationToken) is not { } token)
        {
            await output.WriteLineAsync($"There is no administrator {email}.");
            return 1;
        }

        await output.WriteLineAsync($"Works once, within an hour: {links.To(OneTimeLinks.ResetPath, token)}");
        return 0;
    }

    private Task<string?> TokenAsync(string email, CancellationToken cancellationToken) => store.WriteAsync(
        async (db, token) =>
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == email && a.Role == AccountRole.Administrator, token) is not { } account)
            {
                return null;
            }

            var now = time.GetUtcNow();
            db.Audit(Command, null, AuditAct.ResetLinkMade, account.Email, now);
            return await ResetTokens.AddAsync(db, account.Id, now, token);
        },
        cancellationToken);
}
