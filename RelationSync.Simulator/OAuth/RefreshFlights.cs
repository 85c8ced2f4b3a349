using System.Collections.Concurrent;

namespace RelationSync.Simulator.OAuth;

/// <summary>The refreshes at work: one of a token at a time.</summary>
internal sealed class RefreshFlights
{
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);

    public async Task<T> RunAsync<T>(string token, Func<Task<T>> refresh)
    {
        if (!_tokens.TryAdd(token, true))
        {
            throw new OAuthError("invalid_grant", "token request is already being processed");
        }

        try
        {
            return await refresh();
        }
        finally
        {
            _tokens.TryRemove(token, out _);
        }
    }
}
