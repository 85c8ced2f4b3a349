using System.Globalization;
using System.Security.Cryptography;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

/// <summary>
/// The keys that seal the store's keys, which are never in the store: those of <c>Keys:File</c>; else, beside an SQLite file, one
/// of its own in the folder <c>keys</c>, made at the first start. Several files there all open, the newest seals.
/// </summary>
internal static class KeyFiles
{
    private const string Pattern = "store-*.key";

    public static KeySeal Open(KeysOptions options, StoreLocation location, TimeProvider clock)
    {
        if (options.File is { Length: > 0 } file)
        {
            return new KeySeal(KeysOptions.Read(file));
        }

        return location.Provider is StoreProvider.Sqlite
            ? new KeySeal(Own(location.KeysFolder, clock), () => Own(location.KeysFolder, clock))
            : new KeySeal([]);
    }

    private static List<byte[]> Own(string folder, TimeProvider clock)
    {
        SecretsStartup.PrivateFolder(folder);
        var keys = Directory.GetFiles(folder, Pattern).OrderDescending(StringComparer.Ordinal).SelectMany(ReadOrNone).ToList();
        return keys.Count > 0 ? keys : [Make(folder, clock)];
    }

    /// <summary>One that a killed start left half written has sealed nothing yet.</summary>
    private static List<byte[]> ReadOrNone(string file)
    {
        try
        {
            return KeysOptions.Read(file);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static byte[] Make(string folder, TimeProvider clock)
    {
        var key = RandomNumberGenerator.GetBytes(KeySeal.KeyLength);
        var name = string.Create(CultureInfo.InvariantCulture, $"store-{clock.GetUtcNow():yyyyMMddHHmmssfff}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}.key");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(Path.Combine(folder, name), options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
        file.Flush(flushToDisk: true);
        return key;
    }
}
