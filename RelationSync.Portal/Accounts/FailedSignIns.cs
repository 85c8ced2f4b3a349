using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// Brings failed sign-ins into the audit log without letting a flood fill it: within an hour one entry for the first failures of
/// an account from a network, for <see cref="MostAnHour"/> such pairs, and one at its end that counts the rest. What was typed
/// is only stored if an account has that address: it may be a password.
/// </summary>
internal sealed class FailedSignIns(Store store, TimeProvider time)
{
    public const int MostAnHour = 20;

    /// <summary>Who failed, as the audit log names them.</summary>
    public const string Actor = "unknown";

    private const string Nobody = "-";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly HashSet<(string Email, string Network)> _told = [];
    private readonly Dictionary<(string Email, string Network), int> _new = [];
    private int _rest;
    private DateTimeOffset _since = time.GetUtcNow();

    /// <param name="email">As it was given, normalised.</param>
    public void Count(string email, string network)
    {
        lock (_gate)
        {
            var pair = (email, network);
            if (_new.TryGetValue(pair, out var times))
            {
                _new[pair] = times + 1;
            }
            else if (_told.Count < MostAnHour && _told.Add(pair))
            {
                _new[pair] = 1;
            }
            else
            {
                _rest++;
            }
        }
    }

    /// <summary>What can't be stored now is kept for the next time.</summary>
    /// <param name="isLast">The process stops: the rest isn't kept for the end of its hour.</param>
    public async Task SaveAsync(bool isLast, CancellationToken cancellationToken)
    {
        var (pairs, rest) = Take(isLast);
        if (pairs.Count == 0 && rest == 0)
        {
            return;
        }

        try
        {
            await store.WriteAsync((db, token) => WriteAsync(db, pairs, rest, token), cancellationToken);
        }
        catch
        {
            GiveBack(pairs, rest);
            throw;
        }
    }

    private async Task WriteAsync(RelationSyncDb db, Dictionary<(string Email, string Network), int> pairs, int rest, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var emails = pairs.Keys.Select(p => p.Email).ToList();
        var accounts = await db.Accounts.Where(a => emails.Contains(a.NormalizedEmail)).ToDictionaryAsync(a => a.NormalizedEmail, a => a.Email, cancellationToken);
        foreach (var ((email, network), times) in pairs)
        {
            db.Audit(Actor, network, AuditAct.SignInFailed, accounts.GetValueOrDefault(email, Nobody), now, ("attempts", Text(times)));
        }

        if (rest > 0)
        {
            db.Audit(Actor, null, AuditAct.SignInFailed, Nobody, now, ("further_attempts", Text(rest)));
        }
    }

    private (Dictionary<(string Email, string Network), int> Pairs, int Further) Take(bool isLast)
    {
        lock (_gate)
        {
            var pairs = new Dictionary<(string Email, string Network), int>(_new);
            _new.Clear();
            var now = time.GetUtcNow();
            if (!isLast && now - _since < Hour)
            {
                return (pairs, 0);
            }

            var rest = _rest;
            (_rest, _since) = (0, now);
            _told.Clear();
            return (pairs, rest);
        }
    }

    private void GiveBack(Dictionary<(string Email, string Network), int> pairs, int rest)
    {
        lock (_gate)
        {
            _rest += rest;
            foreach (var (pair, times) in pairs)
            {
                _told.Add(pair);
                _new[pair] = _new.GetValueOrDefault(pair) + times;
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
