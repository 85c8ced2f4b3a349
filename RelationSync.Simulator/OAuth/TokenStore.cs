using System.Security.Cryptography;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.OAuth;

/// <summary>Codes, approvals and tokens of one org. Five approvals live per user and app; a sixth ends one of them.</summary>
internal sealed class TokenStore(Org org)
{
    private const int MostApprovals = 5;
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan IdleLife = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private readonly List<Approval> _approvals = [];
    private readonly Dictionary<string, Approval> _byRefreshToken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Approval> _rotatedOut = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PendingCode> _codes = new(StringComparer.Ordinal);

    public string AddCode(string userId, string clientId, string redirectUri, string scope, string? challenge)
    {
        var code = "aPrx" + Secret(48);
        lock (_gate)
        {
            _codes[code] = new PendingCode(userId, clientId, redirectUri, scope, challenge, Now + CodeLife);
        }

        return code;
    }

    /// <summary>A code works once, whatever comes of it.</summary>
    public PendingCode? TakeCode(string code)
    {
        lock (_gate)
        {
            return _codes.Remove(code, out var pending) && pending.ExpiresAt > Now ? pending : null;
        }
    }

    public Approval Approve(string userId, string? clientId, string scope, string? fixedToken = null)
    {
        lock (_gate)
        {
            var approval = new Approval(userId, clientId, scope, Now);
            if (clientId is not null)
            {
                MakeRoom(userId, clientId);
            }

            _approvals.Add(approval);
            if (scope.Split(' ').Any(s => s is "refresh_token" or "offline_access" or "full"))
            {
                GiveRefreshToken(approval, fixedToken);
            }

            return approval;
        }
    }

    public Session Issue(string userId, string clientId, string scope, Approval? approval)
    {
        lock (_gate)
        {
            if (_sessions.Count > 10_000)
            {
                foreach (var old in _sessions.Values.Where(s => s.ExpiresAt <= Now).ToList())
                {
                    _sessions.Remove(old.Token);
                }
            }

            var token = $"{org.Id[..15]}!AQ{Secret(94)}";
            var session = new Session(token, userId, clientId, scope, Now, Now.AddSeconds(org.Settings.AccessTokenSeconds), approval);
            _sessions[token] = session;
            return session;
        }
    }

    /// <summary>
    /// Null where the token is dead: unknown, rotated out, revoked, or unused for 30 days. One that was rotated out may be
    /// in a thief's hands, so that its use ends what came after it too.
    /// </summary>
    public Approval? UseRefreshToken(string token, string clientId, bool rotate)
    {
        lock (_gate)
        {
            if (_rotatedOut.TryGetValue(token, out var family))
            {
                Revoke(family);
                return null;
            }

            if (!_byRefreshToken.TryGetValue(token, out var approval) || approval.Revoked)
            {
                return null;
            }

            if (approval.LastUsedAt + IdleLife < Now)
            {
                Revoke(approval);
                return null;
            }

            if (approval.ClientId is not null && approval.ClientId != clientId)
            {
                return null;
            }

            approval.LastUsedAt = Now;
            if (rotate)
            {
                _byRefreshToken.Remove(token);
                _rotatedOut[token] = approval;
                GiveRefreshToken(approval, null);
            }

            return approval;
        }
    }

    public Session? FindSession(string token)
    {
        lock (_gate)
        {
            if (!_sessions.TryGetValue(token, out var session) || session.ExpiresAt <= Now || session.Approval is { Revoked: true })
            {
                return null;
            }

            session.Approval?.LastUsedAt = Now;
            return session;
        }
    }

    public Approval? FindApproval(string refreshToken)
    {
        lock (_gate)
        {
            return _byRefreshToken.TryGetValue(refreshToken, out var approval) && !approval.Revoked ? approval : null;
        }
    }

    /// <summary>Either kind of token; a refresh token takes its access tokens along.</summary>
    public bool Revoke(string token)
    {
        lock (_gate)
        {
            if (_byRefreshToken.TryGetValue(token, out var approval))
            {
                Revoke(approval);
                return true;
            }

            return _sessions.Remove(token);
        }
    }

    public void RevokeUser(string userId)
    {
        lock (_gate)
        {
            RevokeWhere(a => a.UserId == userId, s => s.UserId == userId);
        }
    }

    public void RevokeAll()
    {
        lock (_gate)
        {
            RevokeWhere(_ => true, _ => true);
        }
    }

    private DateTimeOffset Now => org.Clock.GetUtcNow();

    private static string Secret(int length) =>
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._", length);

    private void MakeRoom(string userId, string clientId)
    {
        var live = _approvals.Where(a => a.UserId == userId && a.ClientId == clientId && !a.Revoked).ToList();
        if (live.Count < MostApprovals)
        {
            return;
        }

        var leastUsed = org.Settings.ApprovalPolicy == "least_recently_used";
        Revoke(live.MinBy(a => leastUsed ? a.LastUsedAt : a.At)!);
    }

    private void GiveRefreshToken(Approval approval, string? fixedToken)
    {
        approval.RefreshToken = fixedToken ?? "5Aep861" + Secret(80);
        _byRefreshToken[approval.RefreshToken] = approval;
    }

    private void Revoke(Approval approval)
    {
        approval.Revoked = true;
        _approvals.Remove(approval);
        if (approval.RefreshToken is not null)
        {
            _byRefreshToken.Remove(approval.RefreshToken);
        }
    }

    private void RevokeWhere(Func<Approval, bool> approvals, Func<Session, bool> sessions)
    {
        foreach (var approval in _approvals.Where(approvals).ToList())
        {
            Revoke(approval);
        }

        foreach (var session in _sessions.Values.Where(sessions).ToList())
        {
            _sessions.Remove(session.Token);
        }
    }
}
