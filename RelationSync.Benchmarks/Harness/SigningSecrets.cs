using System.Collections.Concurrent;
using RelationSync.Portal.Foundation;

namespace RelationSync.Benchmarks.Harness;

/// <summary>One signing secret per inbox, made when it is first asked for.</summary>
internal sealed class SigningSecrets
{
    private readonly ConcurrentDictionary<string, string> _secrets = new(StringComparer.Ordinal);

    public string Of(string inbox) => _secrets.GetOrAdd(inbox, _ => WebhookSecret.Create());
}
