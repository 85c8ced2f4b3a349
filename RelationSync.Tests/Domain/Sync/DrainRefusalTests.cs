using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-E3 and its kin: what is dropped, what is tried again, and what fails.</summary>
public sealed class DrainRefusalTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    [Trait("Rule", "R-M2")]
    [Trait("Rule", "R-O4")]
    public async Task Owner_Inactive_ConnectingUserOwnsInTheSameDrainWithOneWarning()
    {
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
        _sync.Org.Refusal = r => r.OwnerId == "005000000000002AAA" ? Data("INACTIVE_OWNER_OR_USER", "OwnerId") : null;
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2");

        await _sync.PassHoldsAndDrainAsync();

        Assert.All(_sync.Org.Events, e => Assert.Equal(_sync.Org.Capabilities.UserId, e.Record.OwnerId));
        Assert.Equal(2, _sync.Org.Events.Count);
        var entry = Assert.Single(await _sync.LogAsync());
        Assert.Equal((LogSeverity.Warning, LogCategory.Owner), (entry.Severity, entry.Category));
    }

    [Fact]
    [Trait("Rule", "R-O4")]
    public async Task User_NoLicenceLeft_IsTriedAgainHourlyAndWarnedOfOnce()
    {
        var tries = 0;
        var refuse = _sync.Org.CreateUser;
        _sync.Org.CreateUser = u =>
        {
            tries++;
            return refuse(u);
        };
        for (var i = 0; i < 3; i++)
        {
            await _sync.SendMailAsync($"m{i}");
            await _sync.PassHoldsAndDrainAsync();
        }

        Assert.Equal(1, tries);
        _sync.Clock.Advance(TimeSpan.FromHours(1));
        await _sync.SendMailAsync("later");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(2, tries);
        Assert.Single(await _sync.LogAsync());
        Assert.Equal(4, _sync.Org.Events.Count);
    }

    [Fact]
    [Trait("Rule", "R-O3")]
    public async Task User_CreationTransient_TheActionWaitsAndIsNotGivenAway()
    {
        _sync.Org.CreateUser = _ => new UserOutcome(null, new SalesforceFailure(FailureClass.TransientRecord, "UNABLE_TO_LOCK_ROW", "", []));
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        Assert.Empty(_sync.Org.Events);

        _sync.Org.CreateUser = u => new UserOutcome("005000000000009AAA", null);
        _sync.Clock.Advance(TimeSpan.FromMinutes(1));
        await _sync.DrainAsync();

        Assert.Equal("005000000000009AAA", Assert.Single(_sync.Org.Events).Record.OwnerId);
        Assert.Empty(await _sync.LogAsync());
    }

    [Fact]
    [Trait("Rule", "R-M5")]
    public async Task Type_RestrictedAndRefused_IsLeftOutWithOneWarning()
    {
        GiveOwner();
        _sync.Org.Capabilities = _sync.Org.Capabilities with { Types = new HashSet<string> { "Call" }, TypeRestricted = true };
        _sync.Org.Refusal = r => r.Type is not null ? Data("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "Type") : null;
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2");

        await _sync.PassHoldsAndDrainAsync();

        Assert.All(_sync.Org.Events, e => Assert.Null(e.Record.Type));
        Assert.Equal(2, _sync.Org.Events.Count);
        Assert.Equal(LogCategory.Type, Assert.Single(await _sync.LogAsync()).Category);
    }

    [Fact]
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

    [Fact]
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

    [Fact]
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

    [Fact]
    [Trait("Rule", "R-E1")]
    public async Task Record_RefusedForGood_CostsNoOther()
    {
        GiveOwner();
        _sync.Org.Refusal = r => r.Subject.Contains("だめ", StringComparison.Ordinal) ? Data("FIELD_CUSTOM_VALIDATION_EXCEPTION") : null;
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2", subject: "だめ");
        await _sync.SendMailAsync("m3");

        var report = await _sync.PassHoldsAndDrainAsync();

        Assert.Equal((3, 2, 1), (report.Claimed, report.Synced, report.Failed));
        var entry = Assert.Single(await _sync.LogAsync());
        Assert.Equal((LogSeverity.Error, LogCategory.Validation, "だめ"), (entry.Severity, entry.Category, entry.Subject));
    }

    [Fact]
    [Trait("Rule", "R-E3")]
    public async Task Transient_ForLessThanADay_NeverFailsAndLogsNothing()
    {
        GiveOwner();
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.TransientRecord, "UNABLE_TO_LOCK_ROW", "", []);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        var since = _sync.Clock.GetUtcNow();

        while (_sync.Clock.GetUtcNow() - since < TimeSpan.FromHours(23))
        {
            _sync.Clock.Advance(TimeSpan.FromMinutes(30));
            await _sync.DrainAsync();
        }

        Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
        Assert.Empty(await _sync.LogAsync());

        _sync.Clock.Advance(TimeSpan.FromHours(2));
        await _sync.DrainAsync();
        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
        Assert.Equal(LogCategory.Transient, Assert.Single(await _sync.LogAsync()).Category);
    }

    [Fact]
    public async Task UnknownCode_OfARecord_FailsAtTheThirdTry()
    {
        GiveOwner();
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.Unknown, "NEVER_HEARD_OF", "", []);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
            _sync.Clock.Advance(TimeSpan.FromMinutes(1));
            await _sync.DrainAsync();
        }

        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
    }

    [Fact]
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

    [Fact]
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

    [Fact]
    public async Task Collection_TooMuchAtOnce_IsWrittenInSmallerOnes()
    {
        GiveOwner();
        for (var i = 0; i < 20; i++)
        {
            await _sync.SendMailAsync($"m{i}", subject: $"件{i}");
        }

        _sync.Org.WriteFailure = () => _sync.Org.Writes[^1].Count > 10
            ? (new SalesforceFailure(FailureClass.Split, "OPERATION_TOO_LARGE", "", [], WholeCall: true), false)
            : null;

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(20, _sync.Org.Events.Count);
    }

    private static SalesforceFailure Data(string code, params string[] fields) => new(FailureClass.Data, code, "refused", fields);

    private void GiveOwner() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
}
