using System.Collections.Concurrent;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>
/// Orgs whose last call was not answered in time. The next read of one gets little time, so that an org that hangs costs little
/// while others wait; every fourth gets all, so that one that is only slow is heard again.
/// </summary>
internal sealed class HangingOrgs
{
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(15);

    private const int FullEvery = 4;

    private readonly ConcurrentDictionary<string, int> _missed = new(StringComparer.Ordinal);

    /// <summary>Time for the next read; null: as much as any other.</summary>
    public TimeSpan? PatienceFor(string circuit) => _missed.TryGetValue(circuit, out var missed) && missed % FullEvery != 0 ? Short : null;

    public void Missed(string circuit) => _missed.AddOrUpdate(circuit, 1, (_, times) => times + 1);

    public void Answered(string circuit) => _missed.TryRemove(circuit, out _);
}
