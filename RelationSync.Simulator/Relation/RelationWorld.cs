using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Simulator.Seeding;

namespace RelationSync.Simulator.Relation;

/// <summary>All Re:lation tenants of the process.</summary>
public sealed class RelationWorld(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Tenant> _tenants = new(StringComparer.OrdinalIgnoreCase);

    internal IEnumerable<Tenant> Tenants => _tenants.Values.OrderBy(t => t.Name, StringComparer.Ordinal);

    /// <summary>Makes a tenant, in place of one of the same name.</summary>
    public TenantCredentials Create(string name, TenantSettings settings) => Add(new Tenant(name, settings, clock));

    /// <summary>
    /// Makes a tenant with one box and the demo org's users. Its token is the same each time for a name; its ids go on from
    /// the clock, so that a portal which remembers a former run meets none of them again.
    /// </summary>
    public TenantCredentials CreateDemo(string name = "demo")
    {
        TenantSettings settings = new()
        {
            Users = [.. DemoPeople.Users.Select(u => new TenantUser { MentionName = u.Email.Split('@')[0], Email = u.Email, FirstName = u.FirstName, LastName = u.LastName })],
            Boxes = [new TenantBox { Name = "デモ受信箱" }],
        };
        var token = "rel_demo" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("RelationSync.Simulator/relation/" + name)));
        return Add(new Tenant(name, settings, clock, token, firstId: clock.GetUtcNow().ToUnixTimeSeconds()));
    }

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
