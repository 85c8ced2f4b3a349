using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>
/// The keys that secrets are encrypted with are in the store, so that all nodes have them, sealed by a key that isn't. They roll every
/// 90 days: new secrets go under the new one, old ones stay readable.
/// </summary>
public sealed class KeyRotationTests : IDisposable
{
    private const string Secret = "5Aep861_refresh";
    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-keys-").FullName;
    private readonly TestStore _store = new();
    private readonly LogLines _log = new();

    public void Dispose()
    {
        _store.Dispose();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Keys => Path.Combine(_folder, "keys");

    [StoreFact]
    public void Secret_AfterTheKeyRolled_IsStillRead()
    {
        string before;
        using (var first = Process())
        {
            before = Protect(first);
            var now = TimeProvider.System.GetUtcNow();
            first.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(180));
        }

        using var second = Process();

        Assert.Equal(Secret, Unprotect(second, before));
        Assert.Equal(2, Rows().Count);
        var after = Protect(second);
        Assert.NotEqual(KeyOf(before), KeyOf(after));
        Assert.Equal(Secret, Unprotect(second, after));
    }

    [StoreFact]
    public async Task Secret_OfAnotherKindOrWithoutItsKey_IsNotRead()
    {
        using var first = Process();
        var kept = Protect(first);

        Assert.Throws<CryptographicException>(() => first.GetRequiredService<ISecretBox>().Unprotect(SecretKind.AccessToken, kept));

        await _store.ExecuteAsync("""DELETE FROM "DataKeys" """);
        using var second = Process();
        Assert.Throws<CryptographicException>(() => Unprotect(second, kept));
    }

    [Fact]
    public void KeysFolder_IsForOurEyesOnly_AndItsFileSealsTheStoresKeys()
    {
        using var process = Process();
        Protect(process);

        Assert.All(Rows(), r => Assert.StartsWith("sealed:", r.Content, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Keys));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(Keys))));
        }
    }

    [Fact]
    public void KeysFolder_LostAndPutBackBesideANewOne_OpensAllAgain()
    {
        string before, meanwhile;
        using (var first = Process())
        {
            before = Protect(first);
        }

        Directory.Move(Keys, Keys + ".away");
        using (var without = Process())
        {
            Assert.Throws<CryptographicException>(() => Unprotect(without, before));
            meanwhile = Protect(without);
        }

        Array.ForEach(Directory.GetFiles(Keys + ".away"), f => File.Move(f, Path.Combine(Keys, Path.GetFileName(f))));
        using var again = Process();

        Assert.Equal(Secret, Unprotect(again, before));
        Assert.Equal(Secret, Unprotect(again, meanwhile));
    }

    /// <summary>Two starts at once on a new file: each makes a key file of its own.</summary>
    [Fact]
    public void KeyFile_OfAnotherProcessMeanwhile_IsReadWhenItIsNeeded()
    {
        using var one = Process();
        _ = one.GetRequiredService<KeySeal>();
        using var other = Process();
        Directory.Move(Keys, Keys + ".away");
        var kept = Protect(other);
        Array.ForEach(Directory.GetFiles(Keys + ".away"), f => File.Move(f, Path.Combine(Keys, Path.GetFileName(f))));

        Assert.Equal(Secret, Unprotect(one, kept));
    }

    [StoreFact]
    public async Task KeysOfAFolder_FromBeforeTheyWereInTheStore_AreTakenOverOnce()
    {
        Directory.CreateDirectory(Keys);
        string before;
        using (var former = Former())
        {
            before = Protect(former);
        }

        await File.WriteAllTextAsync(Path.Combine(Keys, "key-cut.xml"), "<key id=");
        for (var start = 0; start < 2; start++)
        {
            using var process = Process();
            await process.GetRequiredService<StoredKeys>().PrepareAsync(Keys, CancellationToken.None);

            Assert.Equal(Secret, Unprotect(process, before));
            Assert.Single(Rows());
        }

        Assert.Equal(2, Directory.GetFiles(Keys, "*.xml").Length);
    }

    [StoreFact]
    public async Task KeyFile_ConfiguredLater_SealsWhatIsThere_AndANewOneSealsAnew()
    {
        var (first, second) = (KeyFile("first"), KeyFile("second"));
        string before;
        using (var process = Process())
        {
            before = Protect(process);
        }

        await ReadsAsync(string.Join('\n', await File.ReadAllTextAsync(first), string.Concat(OwnKeys())));
        var sealedFirst = Assert.Single(Rows()).Content;
        Assert.StartsWith("sealed:", sealedFirst, StringComparison.Ordinal);

        await ReadsAsync(await File.ReadAllTextAsync(second) + "\n" + await File.ReadAllTextAsync(first));
        Assert.NotEqual(sealedFirst, Assert.Single(Rows()).Content);

        await ReadsAsync(await File.ReadAllTextAsync(second));
        using var without = Process(first);
        Assert.Throws<CryptographicException>(() => Unprotect(without, before));

        async Task ReadsAsync(string lines)
        {
            var file = Path.Combine(_folder, "configured");
            await File.WriteAllTextAsync(file, lines);
            using var process = Process(file);
            await process.GetRequiredService<StoredKeys>().PrepareAsync(Keys, CancellationToken.None);
            Assert.Equal(Secret, Unprotect(process, before));
        }

        // SQLite's own, as an operator moves to a file of their own.
        IEnumerable<string> OwnKeys() => Directory.Exists(Keys) ? Directory.GetFiles(Keys).Select(File.ReadAllText) : [];
    }

    [StoreFact]
    public async Task Start_WithoutAKeyThatSeals_WarnsEachTime_AndTheFrameworkDoesNot()
    {
        for (var start = 1; start <= 2; start++)
        {
            using var process = Process();
            await process.GetRequiredService<StoredKeys>().PrepareAsync(Keys, CancellationToken.None);
            Protect(process);

            Assert.Equal(TestEngine.Current is StoreProvider.PostgreSql ? start : 0, Warnings());
        }

        using var configured = Process(KeyFile("configured"));
        await configured.GetRequiredService<StoredKeys>().PrepareAsync(Keys, CancellationToken.None);

        Assert.Equal(TestEngine.Current is StoreProvider.PostgreSql ? 2 : 0, Warnings());
        Assert.DoesNotContain(_log.All, l => l.Text.Contains("XML encryptor", StringComparison.Ordinal));

        int Warnings() => _log.Of<StoredKeys>().Count(l => l.Level is LogLevel.Warning && l.Text.StartsWith("The keys in the store are not sealed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public void KeyFile_ThatIsNone_IsRefused(string content)
    {
        var file = Path.Combine(_folder, "bad");
        File.WriteAllText(file, content);

        var result = new KeysOptionsValidator().Validate(null, new KeysOptions { File = file });

        Assert.True(result.Failed);
        Assert.Contains("Keys:File", result.FailureMessage, StringComparison.Ordinal);
    }

    private static string Protect(ServiceProvider process) => process.GetRequiredService<ISecretBox>().Protect(SecretKind.RefreshToken, Secret);

    private static string Unprotect(ServiceProvider process, string kept) => process.GetRequiredService<ISecretBox>().Unprotect(SecretKind.RefreshToken, kept);

    private string KeyFile(string name)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySeal.KeyLength)));
        return file;
    }

    private List<DataKey> Rows()
    {
        using var db = _store.CreateDbContext();
        return [.. db.DataKeys.AsNoTracking()];
    }

    /// <summary>What a start of the portal makes of the store and the folder.</summary>
    private ServiceProvider Process(string? keyFile = null)
    {
        var options = new StoreOptions { RelationSync = $"Data Source={Path.Combine(_folder, "store.db")}" };
        if (TestEngine.Current is StoreProvider.PostgreSql)
        {
            options = new StoreOptions { Provider = StoreProvider.PostgreSql, RelationSync = "Host=localhost;Database=x" };
        }

        var services = new ServiceCollection();
        services.AddLogging(l => l.AddProvider(_log));
        services.AddSingleton(_store.Store);
        services.AddSingleton(new StoreLocation(options, isDemo: false));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Options.Create(new KeysOptions { File = keyFile }));
        services.AddSecrets();
        return services.BuildServiceProvider();
    }

    /// <summary>A version whose keys lay in the folder.</summary>
    private ServiceProvider Former()
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("RelationSync").PersistKeysToFileSystem(new DirectoryInfo(Keys));
        services.AddSingleton<ISecretBox, SecretBox>();
        return services.BuildServiceProvider();
    }

    /// <summary>After four bytes that say what it is, a ciphertext names its key in sixteen.</summary>
    private static string KeyOf(string protectedSecret) =>
        Convert.ToHexString(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(protectedSecret)[4..20]);
}
