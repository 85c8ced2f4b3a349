using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

internal static class SecretsStartup
{
    private const string KeyManager = "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager";

    /// <summary>Encryption of secrets and cookies, with keys in the store, sealed by a key file.</summary>
    public static void AddSecrets(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("RelationSync");
        services.AddLogging(l => l.AddFilter(KeyManager, LogLevel.Error)); // it warns that keys aren't encrypted, without knowing that StoredKeys seals them
        services.AddSingleton(s => KeyFiles.Open(
            s.GetRequiredService<IOptions<KeysOptions>>().Value, s.GetRequiredService<StoreLocation>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StoredKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<StoredKeys>((keys, stored) => keys.XmlRepository = stored);
        services.AddSingleton<ISecretBox, SecretBox>();
        services.AddSingleton<StoredSecrets>();
    }

    /// <summary>Creates the folder if missing, accessible to this user only.</summary>
    internal static DirectoryInfo PrivateFolder(string path) =>
        OperatingSystem.IsWindows() || Directory.Exists(path)
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
