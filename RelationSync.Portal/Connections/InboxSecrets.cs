using System.Security.Cryptography;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Makes inboxes and changes their signing secrets, from pages and from a provisioning file alike.</summary>
internal sealed class InboxSecrets(ISecretBox secrets, TimeProvider time)
{
    /// <summary>How long the secret before goes on working, so that the sender can be changed after us.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public Inbox New(string key, string name, string zone, string secret, bool isTest = false) => new()
    {
        Key = key,
        Name = name,
        TimeZone = zone,
        SecretProtected = secrets.Protect(SecretKind.InboxSecret, secret),
        CreatedAt = time.GetUtcNow(),
        IsTest = isTest,
        // A test inbox has no connection to wait for: whatever is tried out on it is taken (R-T16).
        SyncFrom = isTest ? DateTimeOffset.UnixEpoch : null,
    };

    public bool Is(Inbox inbox, string secret) => Open(inbox) == secret;

    /// <summary>The other inbox that signs with the same key, or did a day ago: what is captured at one could be sent to the other.</summary>
    public string? OtherWith(string secret, string key, IEnumerable<Inbox> inboxes)
    {
        var given = WebhookSecret.TryParse(secret);
        return inboxes.FirstOrDefault(i => i.Key != key && (IsKey(given, i.SecretProtected) || (time.GetUtcNow() < i.PreviousSecretUntil && IsKey(given, i.PreviousSecretProtected))))?.Key;
    }

    /// <summary>The present secret becomes the one before, unless it can't be read any more.</summary>
    public void Rotate(Inbox inbox, string secret)
    {
        var isReadable = Open(inbox) is not null;
        inbox.PreviousSecretProtected = isReadable ? inbox.SecretProtected : null;
        inbox.PreviousSecretUntil = isReadable ? time.GetUtcNow() + Overlap : null;
        inbox.SecretProtected = secrets.Protect(SecretKind.InboxSecret, secret);
    }

    private bool IsKey(byte[]? key, string? secretProtected) =>
        secretProtected is not null && WebhookSecret.TryParse(Open(secretProtected)) is { } other && other.AsSpan().SequenceEqual(key);

    private string? Open(Inbox inbox) => Open(inbox.SecretProtected);

    private string? Open(string secretProtected)
    {
        try
        {
            return secrets.Unprotect(SecretKind.InboxSecret, secretProtected);
        }
        catch (CryptographicException)
        {
            // The keys folder is another than it was made with.
            return null;
        }
    }
}
