using System.Security.Cryptography;
using System.Text;

namespace RelationSync.Portal.Storage;

/// <summary>Seals the store's Data Protection keys (AES-256-GCM) with keys that aren't in the store: the first one seals, each of them opens. Without any, content stays as it is.</summary>
/// <param name="given">The keys.</param>
/// <param name="readAgain">Reads the keys again if something can't be opened: another start can have made one.</param>
internal sealed class KeySeal(IReadOnlyList<byte[]> given, Func<IReadOnlyList<byte[]>>? readAgain = null)
{
    public const int KeyLength = 32;

    private const string Prefix = "sealed:";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private IReadOnlyList<byte[]> _keys = given;

    /// <summary>False if there is no key: content is stored unsealed.</summary>
    public bool Seals => _keys.Count > 0;

    public string Seal(string content)
    {
        if (!Seals)
        {
            return content;
        }

        var text = Encoding.UTF8.GetBytes(content);
        var box = new byte[NonceLength + TagLength + text.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_keys[0], TagLength);
        aes.Encrypt(box.AsSpan(0, NonceLength), text, box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength));
        return Prefix + Convert.ToBase64String(box);
    }

    /// <summary>Null if it was sealed with a key that is missing.</summary>
    public string? Open(string content)
    {
        if (!content.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return content;
        }

        if (OpenSealed(content) is { } opened)
        {
            return opened;
        }

        _keys = readAgain?.Invoke() ?? _keys;
        return OpenSealed(content);
    }

    /// <summary>False if it must be resealed: it is unsealed, or sealed with an older key.</summary>
    public bool IsCurrent(string content) =>
        !Seals || (content.StartsWith(Prefix, StringComparison.Ordinal) && Open(_keys[0], content) is not null);

    private string? OpenSealed(string content) => _keys.Select(k => Open(k, content)).FirstOrDefault(c => c is not null);

    private static string? Open(byte[] key, string content)
    {
        try
        {
            var box = Convert.FromBase64String(content[Prefix.Length..]);
            var text = new byte[box.Length - NonceLength - TagLength];
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(box.AsSpan(0, NonceLength), box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength), text);
            return Encoding.UTF8.GetString(text);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }
}
