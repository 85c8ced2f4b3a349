using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>Whether the first administrator is still to be made, and the one-time code from the log that allows it.</summary>
internal sealed class SetupState(Store store)
{
    // Without letters and digits that look alike.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private const int CodeLength = 16;

    private readonly string _code = RandomNumberGenerator.GetString(Alphabet, CodeLength);
    private volatile bool _isDone;

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
}
