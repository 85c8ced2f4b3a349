using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

/// <summary>Key <c>Keys:File</c>: the file whose key seals the Data Protection keys in the store, the same one on every node.</summary>
public sealed class KeysOptions
{
    internal const string Section = "Keys";

    /// <summary>A key a line (32 bytes in Base64). The first one seals, the others open what was sealed before. Null: SQLite has one of its own in the folder <c>keys</c>, PostgreSQL seals nothing.</summary>
    public string? File { get; set; }

    /// <exception cref="FormatException">A line is no key.</exception>
    internal static List<byte[]> Read(string path)
    {
        var keys = System.IO.File.ReadAllLines(path).Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => Convert.FromBase64String(l.Trim())).ToList();
        return keys.Count > 0 && keys.TrueForAll(k => k.Length == KeySeal.KeyLength) ? keys : throw new FormatException("not a key");
    }
}

internal sealed class KeysOptionsValidator : IValidateOptions<KeysOptions>
{
    private const string Allowed = "name a file that can be read and has keys of 32 bytes in Base64, one a line: openssl rand -base64 32 > /etc/relationsync/keys";

    public ValidateOptionsResult Validate(string? name, KeysOptions options)
    {
        var faults = new OptionFaults(KeysOptions.Section);
        faults.Must(string.IsNullOrEmpty(options.File) || IsReadable(options.File), nameof(options.File), Allowed, options.File);
        return faults.ToResult();
    }

    private static bool IsReadable(string path)
    {
        try
        {
            return KeysOptions.Read(path).Count > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
