using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

/// <summary>
/// Tries all secrets of the store. One that can't be decrypted was made with a key that the store
/// lacks, or that no key file opens: the portal starts all the same, says whose it is and what to do, and isn't ready.
/// </summary>
internal sealed partial class StoredSecrets(Store store, ISecretBox box, TimeProvider clock, ILogger<StoredSecrets> logger) : IDisposable
{
    private const int MostLines = 100;
    private const string ByConnecting = "delete the connection, keep its waiting actions, and connect again";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _looking = new(1, 1);
    private int _unreadable;
    private long _lookedAt;

    /// <summary>Tries them, and logs each that can't be read.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var found = await FindAsync(cancellationToken);
        _unreadable = found.Count(f => f.IsNeeded);
        foreach (var secret in found.Take(MostLines))
        {
            LogUnreadable(logger, secret.What, secret.Whose, secret.Remedy);
        }

        if (found.Count > MostLines)
        {
            LogMore(logger, found.Count - MostLines);
        }
    }

    /// <summary>How many that the portal's work needs can't be read. Where all could, they can; else they are tried again every few seconds.</summary>
    public async Task<int> LookAgainAsync(CancellationToken cancellationToken)
    {
        if (_unreadable == 0)
        {
            return 0;
        }

        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (_lookedAt == 0 || clock.GetElapsedTime(_lookedAt) >= Fresh)
            {
                _unreadable = (await FindAsync(cancellationToken)).Count(f => f.IsNeeded);
                _lookedAt = clock.GetTimestamp();
                if (_unreadable == 0)
                {
                    LogReadable(logger);
                }
            }

            return _unreadable;
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _looking.Dispose();

    private Task<List<Unreadable>> FindAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            var now = clock.GetUtcNow();
            var found = new List<Unreadable>();
            foreach (var inbox in await db.Inboxes.OrderBy(i => i.Key).ToListAsync(token))
            {
                Try(SecretKind.InboxSecret, inbox.SecretProtected, "signing secret", $"inbox {inbox.Key}", "rotate it and tell its sender");
                Try(SecretKind.InboxSecret, inbox.PreviousSecretUntil > now ? inbox.PreviousSecretProtected : null, "former signing secret", $"inbox {inbox.Key}", "have its sender use the new one");
            }

            var inboxesOf = (await db.Connections.Select(c => new { c.AuthorizationId, c.Inbox.Key }).ToListAsync(token)).ToLookup(c => c.AuthorizationId, c => c.Key);
            foreach (var authorization in await db.Authorizations.ToListAsync(token))
            {
                var whose = $"authorisation {authorization.Id} (inboxes {string.Join(", ", inboxesOf[authorization.Id].Order(StringComparer.Ordinal))})";
                Try(SecretKind.RefreshToken, authorization.RefreshTokenProtected, "refresh token", whose, ByConnecting);
                Try(SecretKind.SigningKey, authorization.SigningKeyProtected, "signing key", whose, ByConnecting);
                Try(SecretKind.ClientSecret, authorization.ClientSecretProtected, "client secret", whose, ByConnecting);
                Try(SecretKind.AccessToken, authorization.AccessTokenProtected, "access token", whose, ByConnecting);
            }

            foreach (var webhook in await db.NotificationWebhooks.ToListAsync(token))
            {
                Try(SecretKind.WebhookUrl, webhook.UrlProtected, "address", $"webhook {webhook.Host}", "make the webhook anew");
                Try(SecretKind.WebhookSecret, webhook.SecretProtected, "signing secret", $"webhook {webhook.Host}", "make the webhook anew");
                Try(SecretKind.WebhookSecret, webhook.PreviousSecretUntil > now ? webhook.PreviousSecretProtected : null, "former signing secret", $"webhook {webhook.Host}", "make the webhook anew");
            }

            foreach (var settings in await db.NotificationSettings.ToListAsync(token))
            {
                Try(SecretKind.SmtpPassword, settings.SmtpPasswordProtected, "SMTP password", "the mail settings", "enter it again");
            }

            foreach (var tenant in await db.RelationTenants.AsNoTracking().ToListAsync(token))
            {
                Try(SecretKind.RelationToken, tenant.TokenProtected, "API token", $"Re:lation's tenant {tenant.Subdomain}", "save it again on the inbox's page", isNeeded: false);
            }

            foreach (var account in await db.Accounts.Where(a => a.SecondFactorProtected != null).Select(a => new { a.Id, a.SecondFactorProtected }).ToListAsync(token))
            {
                Try(SecretKind.SecondFactor, account.SecondFactorProtected, "second factor", $"account {account.Id}", "sign in with a recovery code, or take the second factor off", isNeeded: false);
            }

            return found;

            void Try(SecretKind kind, string? value, string what, string whose, string remedy, bool isNeeded = true)
            {
                if (value is not null && !IsReadable(kind, value))
                {
                    found.Add(new Unreadable(what, whose, remedy, isNeeded));
                }
            }
        },
        cancellationToken);

    private bool IsReadable(SecretKind kind, string value)
    {
        try
        {
            box.Unprotect(kind, value);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The {Secret} of {Owner} can't be decrypted: the key that it was made with is missing. Put the folder 'keys', or the file of Keys:File, back and restart the portal; if it is lost, {Remedy}.")]
    private static partial void LogUnreadable(ILogger logger, string secret, string owner, string remedy);

    [LoggerMessage(LogLevel.Error, "{Count} more secrets can't be decrypted.")]
    private static partial void LogMore(ILogger logger, int count);

    [LoggerMessage(LogLevel.Information, "All secrets can be decrypted again.")]
    private static partial void LogReadable(ILogger logger);

    private sealed record Unreadable(string What, string Whose, string Remedy, bool IsNeeded);
}
