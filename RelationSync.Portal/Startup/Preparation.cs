using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Demo;
using RelationSync.Portal.Options;
using RelationSync.Portal.Provisioning;

namespace RelationSync.Portal.Startup;

/// <summary>What happens between reading the settings and the first request, in its order. What goes wrong stops the start with its reason.</summary>
internal static partial class Preparation
{
    /// <summary>Runs the portal until it is told to stop, or the command it was started with. Returns the exit code.</summary>
    public static async Task<int> RunPortalAsync(this WebApplication app, string[] args)
    {
        try
        {
            if (args is [Backup.Command, ..])
            {
                // Before all else: a portal of another version may be running on that store.
                app.Services.ValidateSettings();
                return await new Backup(app.Services.GetRequiredService<StoreLocation>()).RunAsync(args, Console.Out, CancellationToken.None);
            }

            await app.Services.PrepareStoreAsync(CancellationToken.None);
            if (args is [ResetAdmin.Command, ..])
            {
                return await app.Services.GetRequiredService<ResetAdmin>().RunAsync(args, Console.Out, CancellationToken.None);
            }

            await app.Services.PrepareContentAsync(CancellationToken.None);
            app.UsePortal();
            app.MapPortal();
            await app.ListenAsync();
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (StartupException e)
        {
            LogRefused(Logger(app.Services), e.Message);
            return 1;
        }
        catch (CryptographicException)
        {
            LogRefused(Logger(app.Services), "The store's secrets can't be decrypted: put the folder 'keys' back that belongs beside the database file.");
            return 1;
        }
    }

    /// <summary>Settings checked, the store's file there, migrated, and ours to use.</summary>
    public static async Task PrepareStoreAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        services.ValidateSettings();
        var guard = services.GetRequiredService<DemoGuard>();
        guard.CheckAddresses();
        var location = services.GetRequiredService<StoreLocation>();
        try
        {
            location.Prepare();
            await services.MigrateStoreAsync(cancellationToken);
            await guard.ClaimStoreAsync(cancellationToken);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"ConnectionStrings:RelationSync must name a file that can be read and written; '{location.File}' is not: {e.Message}");
        }
    }

    /// <summary>Accounts, inboxes and connections that the settings ask for.</summary>
    public static async Task PrepareContentAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<BootstrapAdministrator>().RunAsync(cancellationToken);
        await services.GetRequiredService<Provisioner>().RunAsync(cancellationToken);
        await services.GetRequiredService<DemoPreparation>().RunAsync(cancellationToken);
        var setup = services.GetRequiredService<SetupState>();
        if (await setup.IsNeededAsync(cancellationToken))
        {
            LogSetup(Logger(services), new Uri(services.GetRequiredService<PublicAddress>().Url, "/setup"), setup.Code);
        }
    }

    private static async Task ListenAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (IsOfAddresses(e, app.Configuration))
        {
            throw new StartupException($"Urls (or ASP.NET Core's HTTP_PORTS, HTTPS_PORTS and Kestrel:Endpoints) must {ListeningOptions.Allowed}; Urls is '{app.Configuration["urls"]}'. {e.Message}");
        }
    }

    /// <summary>Taken already, not of this machine, no address at all, or https without a certificate.</summary>
    private static bool IsOfAddresses(Exception e, IConfiguration configuration) =>
        e is IOException or SocketException or FormatException
        || (e is InvalidOperationException
            && (configuration["urls"]?.Contains("https:", StringComparison.OrdinalIgnoreCase) is true
                || configuration["https_ports"] is { Length: > 0 } || configuration.GetSection("Kestrel").Exists()));

    private static ILogger Logger(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger("RelationSync");

    [LoggerMessage(LogLevel.Critical, "RelationSync doesn't start: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "There is no account yet. Open {Url} and make the administrator with the one-time code {Code}.")]
    private static partial void LogSetup(ILogger logger, Uri url, string code);
}
