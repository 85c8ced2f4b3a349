using System.Collections.Concurrent;
using RelationSync.Simulator.Relation.Acts;

namespace RelationSync.Simulator.Relation;

/// <summary>All Re:lation tenants of the process.</summary>
public sealed class RelationWorld(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Tenant> _tenants = new(StringComparer.OrdinalIgnoreCase);

    internal IEnumerable<Tenant> Tenants => _tenants.Values.OrderBy(t => t.Name, StringComparer.Ordinal);

    /// <summary>Makes a tenant, in place of one of the same name.</summary>
    public TenantCredentials Create(string name, TenantSettings settings) => Add(new Tenant(name, settings, clock));

    internal Tenant? Find(string name) => _tenants.GetValueOrDefault(name);

    /// <summary>A person's act in a tenant.</summary>
    /// <exception cref="ActRefusedException">It can't be done so.</exception>
    internal ActResult Do(string tenant, TenantAct act) => ActRunner.Run(_tenants[tenant], act);

    private TenantCredentials Add(Tenant tenant)
    {
        _tenants[tenant.Name] = tenant;
        return new TenantCredentials(tenant.Token, [.. Enumerable.Range(1, tenant.Settings.Boxes.Count).Select(id => new CreatedBox(id))]);
    }
}
