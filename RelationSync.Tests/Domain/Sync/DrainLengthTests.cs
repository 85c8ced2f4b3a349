using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-M10: an Event longer than the org allows is cut, and what was learnt is remembered for a day.</summary>
public sealed class DrainLengthTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreTheory]
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

    [StoreFact]
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

    [StoreTheory]
    [Trait("Rule", "R-M10")]
    [InlineData("FIELD_CUSTOM_VALIDATION_EXCEPTION", FailureClass.Data)]
    [InlineData("FIELD_FILTER_VALIDATION_EXCEPTION", FailureClass.Data)]
    [InlineData("CANNOT_EXECUTE_FLOW_TRIGGER", FailureClass.Data)]
    [InlineData("REQUIRED_FIELD_MISSING", FailureClass.Data)]
    [InlineData("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", FailureClass.Split)]
    [InlineData("CUSTOM_APEX_ERROR", FailureClass.Split)]
    public async Task Length_EndNamedByARuleOrTrigger_IsNotCutButFails(string code, FailureClass kind)
    {
        GiveOwner();
        _sync.Org.Refusal = _ => new SalesforceFailure(kind, code, "Must end within working hours.", ["EndDateTime"]);
        await _sync.SendMailAsync("m1", draft: SyncHarness.T0.AddDays(-3).ToString("O"));
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
        Assert.All(_sync.Org.Writes, w => Assert.True((w[0].End - w[0].Start).TotalDays > 2));
        Assert.Null((await _sync.ConnectionAsync()).DurationCeilingMinutes);
    }

    [StoreFact]
    [Trait("Rule", "R-M10")]
    public async Task Length_CutAndStillRefused_TeachesNothing()
    {
        GiveOwner();
        _sync.Org.Refusal = _ => Data("FIELD_INTEGRITY_EXCEPTION", "EndDateTime");
        await _sync.SendMailAsync("m1", draft: SyncHarness.T0.AddDays(-3).ToString("O"));
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
        Assert.Null((await _sync.ConnectionAsync()).DurationCeilingMinutes);
    }

    private static SalesforceFailure Data(string code, params string[] fields) => new(FailureClass.Data, code, "refused", fields);

    private void GiveOwner() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
}
