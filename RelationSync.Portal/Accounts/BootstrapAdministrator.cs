using Microsoft.Extensions.Options;

namespace RelationSync.Portal.Accounts;

/// <summary>Makes the first administrator from the <c>Bootstrap</c> keys, where no account exists yet.</summary>
internal sealed partial class BootstrapAdministrator(AccountService accounts, SetupState setup, BreachedPasswords breached, IOptions<BootstrapOptions> options, ILogger<BootstrapAdministrator> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.IsSet && await setup.IsNeededAsync(cancellationToken)
            && await accounts.CreateFirstAsync(options.Value.AdminEmail!, options.Value.AdminPassword!, asGiven: true, "bootstrap", null, cancellationToken) is null)
        {
            LogMade(logger);
            if (breached.Contains(options.Value.AdminPassword!))
            {
                LogBreached(logger);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The administrator of the Bootstrap keys is made.")]
    private static partial void LogMade(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "The password of the Bootstrap keys is in the list of breached passwords: change it on the account's page.")]
    private static partial void LogBreached(ILogger logger);
}
