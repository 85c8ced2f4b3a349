using RelationSync.Portal.Data;

namespace RelationSync.Portal.Accounts;

/// <summary><c>reset-admin EMAIL</c>: prints a link by which an administrator who is locked out sets a new password.</summary>
internal sealed class ResetAdmin(AccountService accounts, OneTimeTokens tokens)
{
    public const string Command = "reset-admin";

    public async Task<int> RunAsync(string[] args, Uri publicUrl, TextWriter output, CancellationToken cancellationToken)
    {
        if (args is not [Command, var email, ..])
        {
            await output.WriteLineAsync($"Usage: {Command} EMAIL");
            return 1;
        }

        if (await accounts.FindAsync(email, cancellationToken) is not { Role: AccountRole.Administrator } account)
        {
            await output.WriteLineAsync($"There is no administrator {email}.");
            return 1;
        }

        var token = await tokens.CreateAsync(OneTimeTokens.Reset, account.Id, OneTimeTokens.ResetLifetime, cancellationToken);
        await output.WriteLineAsync($"Works once, within an hour: {new Uri(publicUrl, $"/reset?token={token}")}");
        return 0;
    }
}
