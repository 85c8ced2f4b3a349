using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

internal static class SecretsStartup
{
    /// <summary>Encryption of secrets and cookies, with keys in a folder only we may read.</summary>
    public static void AddSecrets(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("RelationSync");
        services.AddOptions<KeyManagementOptions>().Configure<StoreLocation, ILoggerFactory>((keys, location, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(PrivateFolder(location.KeysFolder), loggers));
        services.AddSingleton<ISecretBox, SecretBox>();
        services.AddSingleton<StoredSecrets>();
    }

    /// <summary>Makes the folder for our eyes only, where there is none.</summary>
    internal static DirectoryInfo PrivateFolder(string path) =>
        OperatingSystem.IsWindows() || Directory.Exists(path)
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
