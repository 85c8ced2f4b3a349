using System.Collections.Concurrent;

namespace RelationSync.Simulator.Writing;

/// <summary>Usernames are unique over all orgs of Salesforce, here over all of the process.</summary>
internal sealed class UsernameRegistry
{
    private readonly ConcurrentDictionary<string, int> _uses = new(StringComparer.OrdinalIgnoreCase);

    public bool TryClaim(string username) => _uses.TryAdd(username, 1);

    /// <summary>For the control plane, which may use a name several times.</summary>
    public void Claim(string username) => _uses.AddOrUpdate(username, 1, (_, n) => n + 1);

    public void Release(string username)
    {
        while (_uses.TryGetValue(username, out var uses))
        {
            var done = uses == 1
                ? _uses.TryRemove(KeyValuePair.Create(username, uses))
                : _uses.TryUpdate(username, uses - 1, uses);
            if (done)
            {
                return;
            }
        }
    }
}
