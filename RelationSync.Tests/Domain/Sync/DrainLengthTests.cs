using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Sync;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-M10: an Event longer than the org allows is cut, and what was learnt is remembered for a day.</summary>
public sealed class DrainLengthTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [Theory]
    [Trait("Rule", "R-M10")]
    [InlineData(3, 1440, 1440)]
    [InlineData(20, 20160, 20160)]
    [InlineData(20, 1440, 1440)]
    public async Task Length_Refused_IsCutToWhatTheOrgAllowsAndLearnt(int days, int allowed, int expected)
    {
        GiveOwner();
        _sync.Org.Refusal = r => (r.End - r.Start).TotalMinutes > allowed ? Data("FIELD_INTEGRITY_EXCEPTION", "EndDateTime") : null;
        await _sync.SendMailAsync("m1", draft: SyncHarness.T0.AddDays(-days).ToString("O"));
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(expected, (Assert.Single(_sync.Org.Events).Record.End - _sync.Org.Events[0].Record.Start).TotalMinutes);
        Assert.Equal(LogCategory.Times, Assert.Single(await _sync.LogAsync()).Category);

        var writes = _sync.Org.Writes.Count;
        await _sync.SendMailAsync("m2", draft: SyncHarness.T0.AddDays(-days).ToString("O"));
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(writes + 1, _sync.Org.Writes.Count);
        Assert.Equal(2, (await _sync.LogAsync()).Count);

        _sync.Clock.Advance(TimeSpan.FromDays(1));
        await _sync.SendMailAsync("m3", draft: SyncHarness.T0.AddDays(-days).ToString("O"));
        writes = _sync.Org.Writes.Count;
        await _sync.PassHoldsAndDrainAsync();
        Assert.True(_sync.Org.Writes.Count > writes + 1, "what was learnt is forgotten after a day");
    }

    [Fact]
    [Trait("Rule", "R-M10")]
    public async Task Length_AFortnightAndLessRefused_IsTriedAtADayAtOnce()
    {
        GiveOwner();
        _sync.Org.Refusal = r => (r.End - r.Start).TotalMinutes > 1440 ? Data("FIELD_INTEGRITY_EXCEPTION", "DurationInMinutes") : null;
        await _sync.SendMailAsync("m1", draft: SyncHarness.T0.AddDays(-14).ToString("O"));

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(2, _sync.Org.Writes.Count);
        Assert.Single(_sync.Org.Events);
    }

    private static SalesforceFailure Data(string code, params string[] fields) => new(FailureClass.Data, code, "refused", fields);

    private void GiveOwner() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
}
