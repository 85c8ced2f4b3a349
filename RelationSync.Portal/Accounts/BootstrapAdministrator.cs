using Microsoft.Extensions.Options;
using RelationSync.Portal.Options;

namespace RelationSync.Portal.Accounts;

/// <summary>Makes the first administrator from the <c>Bootstrap</c> keys, where no account exists yet.</summary>
internal sealed partial class BootstrapAdministrator(AccountService accounts, SetupState setup, IOptions<BootstrapOptions> options, ILogger<BootstrapAdministrator> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.IsSet && await setup.IsNeededAsync(cancellationToken)
            && await accounts.CreateFirstAsync(options.Value.AdminEmail!, options.Value.AdminPassword!, asGiven: true, "bootstrap", null, cancellationToken) is null)
        {
            LogMade(logger);
        }
    }

    [LoggerMessage(LogLevel.Information, "The administrator of the Bootstrap keys is made.")]
    private static partial void LogMade(ILogger logger);
}
