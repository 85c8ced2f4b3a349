using System.Collections.Concurrent;

namespace RelationSync.Portal.Salesforce;

/// <summary>What was learnt of orgs, by their id, for a day: it spares a call, and a change there is noticed in the end.</summary>
internal sealed class OrgMemory(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _licenseHidden = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _accountHidden = new();
    private readonly ConcurrentDictionary<string, (string ProfileId, DateTimeOffset At)> _profiles = new();
    private readonly ConcurrentDictionary<string, bool> _sandboxes = new();

    public bool IsLicenseHidden(string orgId) => _licenseHidden.TryGetValue(orgId, out var at) && IsFresh(at);

    public void LicenseIsHidden(string orgId) => _licenseHidden[orgId] = time.GetUtcNow();

    public bool IsAccountHidden(string orgId) => _accountHidden.TryGetValue(orgId, out var at) && IsFresh(at);

    public void AccountIsHidden(string orgId) => _accountHidden[orgId] = time.GetUtcNow();

    public string? IntegrationProfile(string orgId) =>
        _profiles.TryGetValue(orgId, out var known) && IsFresh(known.At) ? known.ProfileId : null;

    public void IntegrationProfileIs(string orgId, string profileId) => _profiles[orgId] = (profileId, time.GetUtcNow());

    public void ForgetIntegrationProfile(string orgId) => _profiles.TryRemove(orgId, out _);

    /// <summary>Whether it is a sandbox, which it is for ever; null: not asked yet.</summary>
    public bool? IsSandbox(string orgId) => _sandboxes.TryGetValue(orgId, out var sandbox) ? sandbox : null;

    public void SandboxIs(string orgId, bool sandbox) => _sandboxes[orgId] = sandbox;

    private bool IsFresh(DateTimeOffset at) => time.GetUtcNow() - at < Lifetime;
}
