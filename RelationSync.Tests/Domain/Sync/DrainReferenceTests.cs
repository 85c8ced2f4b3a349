using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-M8, R-M9 and R-W12: what an Event can't hang on is looked up again, dropped, or fails its action.</summary>
public sealed class DrainReferenceTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    [Trait("Rule", "R-E3")]
    [Trait("Rule", "R-M9")]
    public async Task WhatId_Refused_IsDroppedAndTheRestWritten()
    {
        GiveOwner();
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Roles.Add(new OpportunityRole("006000000000001AAA", "003000000000001AAA", true, SyncHarness.T0));
        _sync.Org.Refusal = r => r.WhatId is not null ? Data("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", "WhatId") : null;
        await _sync.SendMailAsync();

        await _sync.PassHoldsAndDrainAsync();

        var record = Assert.Single(_sync.Org.Events).Record;
        Assert.Equal(["003000000000001AAA"], record.WhoIds);
        Assert.Null(record.WhatId);
        Assert.Equal((LogSeverity.Warning, LogCategory.Target), Assert.Single((await _sync.LogAsync()).Select(e => (e.Severity, e.Category))));
    }

    [StoreFact]
    [Trait("Rule", "R-E3")]
    public async Task WhoId_RefusedAndFresh_FailsTheAction()
    {
        GiveOwner();
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Refusal = r => r.WhoIds.Count > 0 ? Data("ENTITY_IS_DELETED", "WhoId") : null;
        await _sync.SendMailAsync();

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
        Assert.Equal(LogSeverity.Error, Assert.Single(await _sync.LogAsync()).Severity);
    }

    [StoreFact]
    [Trait("Rule", "R-M8")]
    [Trait("Rule", "R-W8")]
    public async Task WhoId_RefusedAndCached_IsLookedUpAgainInTheSameDrain()
    {
        GiveOwner();
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Roles.Add(new OpportunityRole("006000000000001AAA", "003000000000001AAA", true, SyncHarness.T0));
        await _sync.SendMailAsync("m1");
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Contacts.Clear();
        _sync.Org.Contacts.Add(new TargetHit("003000000000002AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Refusal = r => r.WhoIds.Contains("003000000000001AAA") ? Data("ENTITY_IS_DELETED", "WhoId") : null;

        await _sync.SendMailAsync("m2");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(["003000000000002AAA"], _sync.Org.Events[^1].Record.WhoIds);
        Assert.Empty(await _sync.LogAsync());
    }

    [StoreFact]
    [Trait("Rule", "R-W12")]
    public async Task Contacts_SharedActivitiesOff_OnlyThePrimaryAndOneWarningPerConnection()
    {
        GiveOwner();
        _sync.Org.Capabilities = _sync.Org.Capabilities with { SharedActivities = false };
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Contacts.Add(new TargetHit("003000000000002AAA", "a@customer.example", null, SyncHarness.T0.AddDays(1)));
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2");
        await _sync.PassHoldsAndDrainAsync();
        await _sync.SendMailAsync("m3");
        await _sync.PassHoldsAndDrainAsync();

        Assert.All(_sync.Org.Events, e => Assert.Equal(["003000000000001AAA"], e.Record.WhoIds));
        Assert.Equal((LogSeverity.Warning, LogCategory.Target), Assert.Single((await _sync.LogAsync()).Select(e => (e.Severity, e.Category))));
    }

    [StoreFact]
    public async Task Field_NoLongerThere_IsDescribedAgainAndWrittenInTheSameDrain()
    {
        GiveOwner();
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Contacts.Add(new TargetHit("003000000000002AAA", "a@customer.example", null, SyncHarness.T0.AddDays(1)));
        await _sync.SendMailAsync("m0");
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Capabilities = _sync.Org.Capabilities with { SharedActivities = false };
        _sync.Org.Refusal = r => r.WhoIds.Count > 1 ? new SalesforceFailure(FailureClass.Configuration, "INVALID_FIELD", "No such column", ["EventWhoIds"]) : null;

        await _sync.SendMailAsync("m1");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(2, _sync.Org.Events.Count);
        Assert.Single(_sync.Org.Events[^1].Record.WhoIds);
    }

    private static SalesforceFailure Data(string code, params string[] fields) => new(FailureClass.Data, code, "refused", fields);

    private void GiveOwner() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
}
