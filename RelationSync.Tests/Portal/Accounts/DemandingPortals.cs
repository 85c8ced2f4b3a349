using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Accounts;

/// <summary>A portal for each setting of who must have a second factor.</summary>
public sealed class DemandingPortals : IDisposable
{
    private readonly Dictionary<string, PortalFactory> _portals = new(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var portal in _portals.Values)
        {
            portal.Dispose();
        }
    }

    internal PortalFactory Of(string demand)
    {
        if (!_portals.TryGetValue(demand, out var portal))
        {
            portal = _portals[demand] = new PortalFactory();
            portal.Settings["Accounts:RequireSecondFactor"] = demand;
        }

        return portal;
    }
}
