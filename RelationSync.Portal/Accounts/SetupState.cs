using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>Whether the first administrator is still to be made, and the one-time code from the log that allows it.</summary>
internal sealed class SetupState(Store store, ISecretBox box)
{
    // Without letters and digits that look alike.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private const int CodeLength = 16;

    private string _code = RandomNumberGenerator.GetString(Alphabet, CodeLength);
    private volatile bool _isDone;

    /// <summary>Where the administrator is still to be made: has the code be the same on all nodes, as nobody knows which one's page they see.</summary>
    public async Task<bool> PrepareAsync(CancellationToken cancellationToken)
    {
        if (!await IsNeededAsync(cancellationToken))
        {
            return false;
        }

        var mine = box.Protect(SecretKind.SetupCode, _code);
        var stored = await store.WriteAsync(
            async (db, token) =>
            {
                var row = await db.Settings.SingleOrDefaultAsync(s => s.Key == Setting.SetupCode, token);
                if (row is null)
                {
                    db.Add(new Setting { Key = Setting.SetupCode, Value = mine });
                    return mine;
                }

                return row.Value = TryOpen(row.Value) is null ? mine : row.Value;
            },
            cancellationToken);
        _code = TryOpen(stored) ?? _code;
        return true;
    }

    /// <summary>For the log, in groups of four.</summary>
    public string Code => string.Join('-', _code.Chunk(4).Select(c => new string(c)));

    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken)
    {
        // Once there is an account there always is one: the last administrator can't be removed.
        _isDone = _isDone || await store.ReadAsync((db, token) => db.Accounts.AnyAsync(token), cancellationToken);
        return !_isDone;
    }

    /// <summary>Spaces, hyphens and case don't matter.</summary>
    public bool IsCode(string? code)
    {
        var given = new string((code ?? "").Where(char.IsLetterOrDigit).Take(CodeLength + 1).ToArray()).ToUpperInvariant();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(_code));
    }

    /// <summary>Null: it was encrypted with a key that is gone.</summary>
    private string? TryOpen(string value)
    {
        try
        {
            return box.Unprotect(SecretKind.SetupCode, value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
