using RelationSync.Domain.Owners;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>Salesforce locks Account and Contact while an Event of them is written: such Events travel together, never side by side.</summary>
[Trait("Rule", "R-E3")]
public sealed class DrainLockTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Batch_OfSeveralAccounts_SendsThoseOfOneAccountSideBySide()
    {
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
        foreach (var (number, account) in new[] { (1, "A"), (2, "B"), (3, "A"), (4, "B"), (5, "A") })
        {
            _sync.Org.Contacts.Add(new TargetHit($"00300000000000{number}AAA", $"c{number}@customer.example", null, SyncHarness.T0) { AccountId = $"00100000000000{account}AAA" });
            await _sync.SendMailAsync($"m{number}", to: $"c{number}@customer.example");
        }

        await _sync.SendMailAsync("m6", to: "nobody@customer.example");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal("135240", string.Concat(Assert.Single(_sync.Org.Writes).Select(r => r.WhoIds.Count == 0 ? '0' : r.WhoIds[0][14])));
    }

    [StoreFact]
    public async Task Turns_ThatShareAParent_ComeOneAfterTheOther()
    {
        using var writes = new UnmarkedWriteGuard();
        var first = writes.TakeTurn(["a", "b"]);
        using var other = writes.TakeTurn(["c"]);
        using var second = writes.TakeTurn(["b", "c"]);

        Assert.True(first.Before.IsCompleted);
        Assert.True(other.Before.IsCompleted);
        Assert.False(second.Before.IsCompleted);
        first.Dispose();
        Assert.False(second.Before.IsCompleted);
        other.Dispose();
        await second.Before.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
