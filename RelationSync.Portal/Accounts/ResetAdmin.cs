using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary><c>reset-admin EMAIL</c>: prints a link by which an administrator who is locked out sets a new password; takes their second factor off.</summary>
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

        var (token, hadSecondFactor) = await TokenAsync(EmailAddress.Normalize(email), cancellationToken);
        if (token is null)
        {
            await output.WriteLineAsync($"There is no administrator {email}.");
            return 1;
        }

        if (hadSecondFactor)
        {
            await output.WriteLineAsync("The second factor is taken off, and every session has ended.");
        }

        await output.WriteLineAsync($"Works once, within an hour: {links.To(OneTimeLinks.ResetPath, token)}");
        return 0;
    }

    private Task<(string? Token, bool HadSecondFactor)> TokenAsync(string email, CancellationToken cancellationToken) => store.WriteAsync(
        async (db, token) =>
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == email && a.Role == AccountRole.Administrator, token) is not { } account)
            {
                return (default(string), false);
            }

            var now = time.GetUtcNow();
            db.Audit(Command, null, AuditAct.ResetLinkMade, account.Email, now);
            var hadSecondFactor = account.HasSecondFactor;
            if (hadSecondFactor)
            {
                await SecondFactor.TakeOffAsync(db, account, token);
                db.Audit(Command, null, AuditAct.SecondFactorRemoved, account.Email, now);
            }

            return ((string?)await ResetTokens.AddAsync(db, account.Id, now, isFromMachine: true, token), hadSecondFactor);
        },
        cancellationToken);
}
