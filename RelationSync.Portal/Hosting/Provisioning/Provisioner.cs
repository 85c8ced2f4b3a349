using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>
/// Applies the provisioning file before the portal serves. Read, check, ask Salesforce whom changed tokens stand for, then
/// one transaction: users, inboxes, connections. An entry is applied once and remembered by hashes; a secret is used again only if its own value in the
/// file has changed. Any fault stops the start with nothing applied.
/// </summary>
internal sealed partial class Provisioner(
    Store store,
    ISecretBox secrets,
    ProvisionUsers users,
    ProvisionInboxes inboxes,
    ProvisionSources sources,
    ProvisionConnections connections,
    TokenComparison comparison,
    IOptions<ProvisioningOptions> options,
    IOptions<SalesforceOptions> salesforce,
    ILogger<Provisioner> logger)
{
    private const string KeySetting = "provisioning_key";
    private const int LargestFile = 16 * 1024 * 1024;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Path is not { Length: > 0 } path)
        {
            return;
        }

        WarnIfOthersMayRead(path);
        await ApplyAsync(await ReadAsync(path, cancellationToken), cancellationToken);
    }

    /// <exception cref="ProvisioningException">It can't be applied, so nothing of it was.</exception>
    public async Task ApplyAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var file = new ProvisioningReader(salesforce.Value.AllowInsecureLoopback, Path.GetDirectoryName(options.Value.Path)).Read(json);
        var hashes = await store.WriteAsync(HashesAsync, cancellationToken);
        var faults = new List<ProvisioningFault>();
        var held = await comparison.RunAsync(file, hashes, faults, cancellationToken);
        await store.WriteAsync(
            async (db, token) =>
            {
                var run = new ProvisioningRun(db, hashes) { Held = held };
                run.Faults.AddRange(faults);
                await users.ApplyAsync(run, file.Users, token);
                await inboxes.ApplyAsync(run, file.Inboxes, token);
                await db.SaveChangesAsync(token);
                await sources.ApplyAsync(run, file.Inboxes, token);
                await connections.ApplyAsync(run, file, token);
                if (run.Faults.Count > 0)
                {
                    throw new ProvisioningException(run.Faults);
                }
            },
            cancellationToken);
        LogApplied(logger, file.Users.Count, file.Inboxes.Count, file.Connections.Count);
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return new FileInfo(path).Length <= LargestFile
                ? await File.ReadAllBytesAsync(path, cancellationToken)
                : throw new ProvisioningException([new ProvisioningFault("", $"is larger than {LargestFile} bytes")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Provisioning:Path must name a file that can be read; '{path}' is not: {e.Message}");
        }
    }

    private async Task<ProvisioningHashes> HashesAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        if (await db.Settings.SingleOrDefaultAsync(s => s.Key == KeySetting, cancellationToken) is { } setting)
        {
            return new ProvisioningHashes(Convert.FromBase64String(secrets.Unprotect(SecretKind.ProvisioningKey, setting.Value)));
        }

        var key = RandomNumberGenerator.GetBytes(32);
        db.Add(new Setting { Key = KeySetting, Value = secrets.Protect(SecretKind.ProvisioningKey, Convert.ToBase64String(key)) });
        return new ProvisioningHashes(key);
    }

    private void WarnIfOthersMayRead(string path)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead))
        {
            LogReadable(logger, path);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The provisioning file {Path} holds secrets and every user of this machine may read it. Set its mode to 0600.")]
    private static partial void LogReadable(ILogger logger, string path);

    [LoggerMessage(LogLevel.Information, "The provisioning file is applied: {Users} users, {Inboxes} inboxes, {Connections} connections.")]
    private static partial void LogApplied(ILogger logger, int users, int inboxes, int connections);
}
