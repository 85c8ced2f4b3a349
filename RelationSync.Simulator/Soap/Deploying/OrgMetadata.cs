using System.Collections.Concurrent;
using System.Xml.Linq;

namespace RelationSync.Simulator.Soap.Deploying;

/// <summary>What was deployed to an org, and its deployments and retrievals. Components change under the org's lock.</summary>
internal sealed class OrgMetadata
{
    private readonly Dictionary<(string Type, string FullName), XElement> _components = [];
    private long _lastJob;

    public ConcurrentDictionary<string, Deployment> Deployments { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, Retrieval> Retrievals { get; } = new(StringComparer.Ordinal);

    public XElement? Find(string type, string fullName) => _components.GetValueOrDefault((type, fullName));

    public IEnumerable<string> NamesOf(string type) => _components.Keys.Where(k => k.Type == type).Select(k => k.FullName).Order(StringComparer.Ordinal);

    public void Put(Component component) => _components[(component.Type, component.FullName)] = component.Element;

    public long NextJob() => Interlocked.Increment(ref _lastJob);
}
