using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Hosting.Provisioning;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

/// <summary>The steps between reading the settings and the first request, in order. An error stops the start with its reason.</summary>
internal static partial class Preparation
{
    /// <summary>Runs the portal until it is stopped, or the command given on the command line. Returns the exit code.</summary>
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

            if (args is [UpgradeStore.Command, ..])
            {
                app.Services.ValidateSettings();
                return await ActivatorUtilities.CreateInstance<UpgradeStore>(app.Services).RunAsync(Console.Out);
            }

            await app.Services.PrepareStoreAsync(CancellationToken.None);
            if (args is [ResetAdmin.Command, ..])
            {
                return await app.Services.GetRequiredService<ResetAdmin>().RunAsync(args, Console.Out, CancellationToken.None);
            }

            if (args is [VerifyAudit.Command, ..])
            {
                return await app.Services.GetRequiredService<VerifyAudit>().RunAsync(args, Console.Out, CancellationToken.None);
            }

            if (NodeMemory.Available < NodeMemory.Least)
            {
                LogSmall(Logger(app.Services), NodeMemory.Available / NodeMemory.MiB, NodeMemory.Least / NodeMemory.MiB);
            }

            await app.Services.PrepareContentAsync(CancellationToken.None);
            app.UsePortal();
            app.MapPortal();
            return await app.RunUntilShutdownAsync(app.ListenAsync);
        }
        catch (StartupException e)
        {
            LogRefused(Logger(app.Services), e.Message);
            return 1;
        }
    }

    /// <summary>Starts the host and waits for its end: 0 if it was stopped, 1 if one of its services failed.</summary>
    public static async Task<int> RunUntilShutdownAsync(this WebApplication app, Func<Task> start)
    {
        try
        {
            await start();
            await app.WaitForShutdownAsync();
        }
        catch (OperationCanceledException) when (Failed(app.Services) is not null)
        {
            // It failed before all was started.
        }

        if (Failed(app.Services) is not { } failed)
        {
            return 0;
        }

        LogFailed(Logger(app.Services), failed.GetType().Name, failed.ExecuteTask?.Exception?.InnerException);
        return 1;
    }

    private static BackgroundService? Failed(IServiceProvider services) =>
        services.GetServices<IHostedService>().OfType<BackgroundService>().FirstOrDefault(s => s.ExecuteTask is { IsFaulted: true });

    /// <summary>Settings checked, the store's file there, migrated, and ours to use.</summary>
    public static async Task PrepareStoreAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        services.ValidateSettings();
        var guard = services.GetRequiredService<DemoGuard>();
        guard.CheckAddresses();
        var location = services.GetRequiredService<StoreLocation>();
        try
        {
            RefuseFormer(services, location);
            if (location.Prepare() && Directory.Exists(location.KeysFolder))
            {
                LogNew(Logger(services), location.File);
            }

            await services.MigrateStoreAsync(cancellationToken);
            if (location.Provider is StoreProvider.Sqlite)
            {
                services.GetRequiredService<StoreAnchor>().Hold(location.ConnectionString);
            }

            await guard.ClaimStoreAsync(cancellationToken);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 5 or 6)
        {
            throw new StartupException($"The store {location.File} is held by another process: {e.Message}. Wait until that has ended its work, or end it.");
        }
        catch (NpgsqlException e)
        {
            throw new StartupException($"ConnectionStrings:RelationSync must lead to a PostgreSQL database that can be read and written; {location.Name} can't: {e.GetBaseException().Message}");
        }
        catch (Exception e) when (IsOfStore(e))
        {
            throw new StartupException($"ConnectionStrings:RelationSync must name a file that can be read and written; '{location.File}' is not: {e.Message}");
        }
    }

    /// <summary>Refuses a store of a build before 1.0, which is upgraded by hand; demo mode recreates its own.</summary>
    private static void RefuseFormer(IServiceProvider services, StoreLocation location)
    {
        if (UpgradeStore.Refusal(location) is not { } refusal)
        {
            return;
        }

        if (!services.GetRequiredService<DemoMode>().IsDemo)
        {
            throw new StartupException(refusal);
        }

        LogDemoAnew(Logger(services), location.File);
        location.Delete();
    }

    /// <summary>Accounts, inboxes and connections that the settings ask for.</summary>
    public static async Task PrepareContentAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            // One node at a time: of two that find no key or no account, the second finds the first one's.
            await using var turn = await services.GetRequiredService<Store>().HoldStartAsync(cancellationToken);
            await PrepareKeysAsync(services, cancellationToken);
            await services.GetRequiredService<StoredSecrets>().LookAsync(cancellationToken);
            await services.GetRequiredService<BootstrapAdministrator>().RunAsync(cancellationToken);
            await ProvisionAsync(services, cancellationToken);
            var setup = services.GetRequiredService<SetupState>();
            if (await setup.PrepareAsync(cancellationToken))
            {
                LogSetup(Logger(services), new Uri(services.GetRequiredService<PublicAddress>().Url, "/setup"), setup.Code);
            }
        }
        catch (Exception e) when (StoreFailures.IsUnwritable(e))
        {
            throw new StartupException($"The store {services.GetRequiredService<StoreLocation>().Name} can't be written, and the start has something to write: {e.InnerException?.Message ?? e.Message}");
        }
    }

    /// <summary>Stops the start if keys can't be created or read: sign-in and secrets need them.</summary>
    private static async Task PrepareKeysAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var folder = services.GetRequiredService<StoreLocation>().KeysFolder;
        try
        {
            await services.GetRequiredService<StoredKeys>().PrepareAsync(folder, cancellationToken);
            var box = services.GetRequiredService<ISecretBox>();
            box.Unprotect(SecretKind.ProvisioningKey, box.Protect(SecretKind.ProvisioningKey, ""));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The folder {folder} must be one whose keys can be read and that new ones can be written to: {e.GetBaseException().Message}");
        }
    }

    private static async Task ProvisionAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<Provisioner>().RunAsync(cancellationToken);
            await services.GetRequiredService<DemoPreparation>().RunAsync(cancellationToken);
        }
        catch (CryptographicException)
        {
            // It is unknown which values were applied already; applying them again could undo later changes.
            LogNotProvisioned(Logger(services));
        }
    }

    private static bool IsOfStore(Exception e) => e is SqliteException or IOException or UnauthorizedAccessException;

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

    [LoggerMessage(LogLevel.Critical, "{Service} failed, so the portal ends.")]
    private static partial void LogFailed(ILogger logger, string service, Exception? exception);

    [LoggerMessage(LogLevel.Warning, "This process may use {Available} MiB of memory; {Least} MiB are needed for 50 inboxes.")]
    private static partial void LogSmall(ILogger logger, long available, long least);

    [LoggerMessage(LogLevel.Warning, "A new, empty store is made at {File}, though there are keys of one beside it. If the store was moved or deleted, stop the portal and put it back.")]
    private static partial void LogNew(ILogger logger, string file);

    [LoggerMessage(LogLevel.Warning, "Demo mode's store {File} was made by a build before 1.0: it is made anew.")]
    private static partial void LogDemoAnew(ILogger logger, string file);

    [LoggerMessage(LogLevel.Error, "The provisioning file is not applied: the keys that this store was made with are missing. Put the folder 'keys', or the file of Keys:File, back and restart the portal.")]
    private static partial void LogNotProvisioned(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "There is no account yet. Open {Url} and make the administrator with the one-time code {Code}.")]
    private static partial void LogSetup(ILogger logger, Uri url, string code);
}
