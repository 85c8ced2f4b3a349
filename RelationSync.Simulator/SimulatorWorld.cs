using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.OAuth;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Seeding;
using RelationSync.Simulator.Store;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator;

/// <summary>All simulated orgs of the process, and their clock.</summary>
public sealed class SimulatorWorld(SimulatorClock clock)
{
    private const string ProvisionedScope = "api refresh_token id";
    private readonly ConcurrentDictionary<string, Org> _orgs = new(StringComparer.OrdinalIgnoreCase);

    public SimulatorClock Clock => clock;

    /// <summary>The org that is served at <c>/</c>, for clients that drop a path.</summary>
    internal string? RootOrg { get; private set; }

    internal UsernameRegistry Usernames { get; } = new();

    internal IEnumerable<Org> Orgs => _orgs.Values.OrderBy(o => o.Name, StringComparer.Ordinal);

    /// <summary>Makes an org, in place of one of the same name.</summary>
    /// <param name="settings">Its name and what it allows.</param>
    /// <param name="baseUrl">Where the simulator listens, such as <c>http://127.0.0.1:5081</c>.</param>
    public OrgCredentials CreateOrg(OrgSettings settings, string baseUrl)
    {
        var (org, credentials) = Create(settings, baseUrl, refreshToken: null);
        org.EndSeed();
        return credentials;
    }

    /// <summary>
    /// Makes an org with contacts, leads, users and opportunities to try the product on. Its refresh token is the same
    /// each time for a name, so that a portal which kept it can go on after a restart of both.
    /// </summary>
    public OrgCredentials CreateDemoOrg(string baseUrl, string name = "demo")
    {
        var (org, credentials) = Create(new OrgSettings { Name = name }, baseUrl, DemoRefreshToken(name));
        DemoSeed.Fill(org, Usernames, credentials.UserId);
        org.EndSeed();
        return credentials;
    }

    internal void ServeAtRoot(WebApplication app, string name)
    {
        OrgSettings settings = new() { Name = name };
        if (settings.Fault() is { } fault)
        {
            throw new ArgumentException($"--org: {fault}");
        }

        RootOrg = name;
        app.Lifetime.ApplicationStarted.Register(() => CreateOrg(settings, app.Urls.First()));
    }

    internal Org? Find(string name) => _orgs.GetValueOrDefault(name);

    /// <summary>The org at this name in an address: its own, or the one that it moved to.</summary>
    internal Org? At(string name) =>
        Find(name) ?? _orgs.Values.FirstOrDefault(o => string.Equals(o.MovedTo?.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where an org is made, such as <c>http://127.0.0.1:5081/acme</c>; the one at the root has no name in it.</summary>
    internal string UrlOf(string baseUrl, string name) => IsRoot(name) ? baseUrl.TrimEnd('/') : $"{baseUrl.TrimEnd('/')}/{name}";

    private bool IsRoot(string name) => string.Equals(name, RootOrg, StringComparison.OrdinalIgnoreCase);

    private static string DemoRefreshToken(string name) =>
        "5Aep861demo" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("RelationSync.Simulator/" + name)));

    private (Org Org, OrgCredentials Credentials) Create(OrgSettings settings, string baseUrl, string? refreshToken)
    {
        var org = new Org(settings, clock) { AdminUsername = $"admin@{settings.Name}.example" };
        string adminId;
        using (GateScope.Write(org))
        {
            adminId = OrgSeed.Fill(org, Usernames);
        }

        _orgs.AddOrUpdate(settings.Name, org, (_, old) =>
        {
            ReleaseNames(old);
            return org;
        });
        var approval = org.Tokens.Approve(adminId, clientId: null, ProvisionedScope, refreshToken);
        var session = org.Tokens.Issue(adminId, AppPolicy.ControlClient, ProvisionedScope, approval);
        return (org, new OrgCredentials(org.Id, adminId, session.Token, approval.RefreshToken!, UrlOf(baseUrl, org.Name)));
    }

    private void ReleaseNames(Org old)
    {
        using var gate = GateScope.Read(old);
        foreach (Record user in old["User"].Rows)
        {
            Usernames.Release(user.Text("Username")!);
        }
    }
}
