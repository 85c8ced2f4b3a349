using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>The keys that secrets are encrypted with roll every 90 days: new secrets go under the new one, old ones stay readable.</summary>
public sealed class KeyRotationTests : IDisposable
{
    private const string Secret = "5Aep861_refresh";
    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Secret_AfterTheKeyRolled_IsStillRead()
    {
        string before;
        using (var first = Process())
        {
            before = first.GetRequiredService<ISecretBox>().Protect(SecretKind.RefreshToken, Secret);
            var now = TimeProvider.System.GetUtcNow();
            first.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(180));
        }

        using var second = Process();
        var box = second.GetRequiredService<ISecretBox>();

        Assert.Equal(Secret, box.Unprotect(SecretKind.RefreshToken, before));
        Assert.Equal(2, KeyFiles().Length);
        var after = box.Protect(SecretKind.RefreshToken, Secret);
        Assert.NotEqual(KeyOf(before), KeyOf(after));
        Assert.Equal(Secret, box.Unprotect(SecretKind.RefreshToken, after));
    }

    [Fact]
    public void Secret_OfAnotherKindOrWithoutItsKey_IsNotRead()
    {
        using var first = Process();
        var kept = first.GetRequiredService<ISecretBox>().Protect(SecretKind.RefreshToken, Secret);

        Assert.Throws<CryptographicException>(() => first.GetRequiredService<ISecretBox>().Unprotect(SecretKind.AccessToken, kept));

        Array.ForEach(KeyFiles(), File.Delete);
        using var second = Process();
        Assert.Throws<CryptographicException>(() => second.GetRequiredService<ISecretBox>().Unprotect(SecretKind.RefreshToken, kept));
    }

    [Fact]
    public void KeysFolder_IsForOurEyesOnly()
    {
        using var process = Process();
        process.GetRequiredService<ISecretBox>().Protect(SecretKind.InboxSecret, Secret);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_folder, "keys")));
        }
    }

    /// <summary>What a start of the portal makes of the folder.</summary>
    private ServiceProvider Process()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddSingleton(new StoreLocation(new StoreOptions { RelationSync = $"Data Source={Path.Combine(_folder, "store.db")}" }, isDemo: false));
        services.AddSecrets();
        return services.BuildServiceProvider();
    }

    private string[] KeyFiles() => Directory.GetFiles(Path.Combine(_folder, "keys"), "key-*.xml");

    /// <summary>After four bytes that say what it is, a ciphertext names its key in sixteen.</summary>
    private static string KeyOf(string protectedSecret) =>
        Convert.ToHexString(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(protectedSecret)[4..20]);
}
