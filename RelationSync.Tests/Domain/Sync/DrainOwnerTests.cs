using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-O4, R-O3 and R-M5: an owner or a Type that can't be used costs no Event.</summary>
public sealed class DrainOwnerTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
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

    [StoreFact]
    [Trait("Rule", "R-O4")]
    public async Task Owner_FoundAndRefusedInEveryDrain_IsWarnedOfOnceUntilItIsTaken()
    {
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
        _sync.Org.Refusal = r => r.OwnerId == "005000000000002AAA" ? Data("INACTIVE_OWNER_OR_USER", "OwnerId") : null;
        for (var i = 0; i < 4; i++)
        {
            await _sync.SendMailAsync($"m{i}");
            await _sync.PassHoldsAndDrainAsync();
        }

        Assert.Single(await _sync.LogAsync());
        _sync.Org.Refusal = _ => null;
        await _sync.SendMailAsync("taken");
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Refusal = r => r.OwnerId == "005000000000002AAA" ? Data("INACTIVE_OWNER_OR_USER", "OwnerId") : null;
        await _sync.SendMailAsync("again");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(2, (await _sync.LogAsync()).Count);
    }

    [StoreTheory]
    [Trait("Rule", "R-O4")]
    [InlineData(FailureClass.Data, "TRANSFER_REQUIRES_READ")]
    [InlineData(FailureClass.Unknown, "TRANSFER_REQUIRES_READ")]
    [InlineData(FailureClass.Configuration, "INSUFFICIENT_ACCESS_OR_READONLY")]
    [InlineData(FailureClass.Data, "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY")]
    [InlineData(FailureClass.Data, "FIELD_INTEGRITY_EXCEPTION", "OwnerId")]
    public async Task Owner_Refused_ConnectingUserOwnsInTheSameDrainWithOneWarning(FailureClass kind, string code, params string[] fields)
    {
        GiveOwner();
        _sync.Org.Refusal = r => r.OwnerId == "005000000000002AAA" ? new SalesforceFailure(kind, code, "", fields) : null;
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2");
        await _sync.PassHoldsAndDrainAsync();
        await _sync.SendMailAsync("m3");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(3, _sync.Org.Events.Count);
        Assert.All(_sync.Org.Events, e => Assert.Equal(_sync.Org.Capabilities.UserId, e.Record.OwnerId));
        Assert.Equal((LogSeverity.Warning, LogCategory.Owner), Assert.Single((await _sync.LogAsync()).Select(e => (e.Severity, e.Category))));
    }

    [StoreFact]
    [Trait("Rule", "R-O4")]
    [Trait("Rule", "R-M9")]
    public async Task Access_RefusedForTheOpportunity_CostsItAndNotTheOwner()
    {
        GiveOwner();
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Roles.Add(new OpportunityRole("006000000000001AAA", "003000000000001AAA", true, SyncHarness.T0));
        _sync.Org.Refusal = r => r.WhatId is not null ? Data("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY") : null;
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();

        var record = Assert.Single(_sync.Org.Events).Record;
        Assert.Equal(("005000000000002AAA", null), (record.OwnerId, record.WhatId));
        Assert.Equal(LogCategory.Target, Assert.Single(await _sync.LogAsync()).Category);
    }

    [StoreFact]
    [Trait("Rule", "R-O4")]
    public async Task Access_RefusedWhoeverOwns_Fails()
    {
        GiveOwner();
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.Configuration, "INSUFFICIENT_ACCESS_OR_READONLY", "", []);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
        Assert.Equal(LogSeverity.Error, Assert.Single(await _sync.LogAsync()).Severity);
    }

    [StoreFact]
    [Trait("Rule", "R-O2")]
    public async Task Owner_OfASandbox_IsFoundByTheEmailThatSalesforceChanged()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { Sandbox = true };
        _sync.Org.Users.Add(new SalesforceUser(
            "005000000000002AAA", "sato@example.com.uat", "sato@example.com.invalid", true, "Standard", "Salesforce", SyncHarness.T0));
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal("005000000000002AAA", Assert.Single(_sync.Org.Events).Record.OwnerId);
    }

    [StoreFact]
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

    [StoreFact]
    [Trait("Rule", "R-O2")]
    public async Task User_MadeMeanwhileByAnotherConnection_OwnsTheEvent()
    {
        _sync.Org.CreateUser = u =>
        {
            _sync.Org.Users.Add(new SalesforceUser("005000000000009AAA", u.Username, u.Email, true, "Standard", IntegrationUser.LicenseName, SyncHarness.T0));
            return new UserOutcome(null, Data("DUPLICATE_USERNAME", "Username"));
        };
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal("005000000000009AAA", Assert.Single(_sync.Org.Events).Record.OwnerId);
        Assert.Empty(await _sync.LogAsync());
    }

    [StoreFact]
    [Trait("Rule", "R-O4")]
    public async Task User_NameTakenByNobodyWhoMayOwn_IsWarnedOf()
    {
        _sync.Org.CreateUser = _ => new UserOutcome(null, Data("DUPLICATE_USERNAME", "Username"));
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(_sync.Org.Capabilities.UserId, Assert.Single(_sync.Org.Events).Record.OwnerId);
        Assert.Single(await _sync.LogAsync());
    }

    [StoreFact]
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

    [StoreFact]
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

    [StoreTheory]
    [Trait("Rule", "R-M5")]
    [Trait("Rule", "R-E3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Type_AddingFailsInPassing_TheEventWaitsAndBothAreTriedAgain(bool restricted)
    {
        GiveOwner();
        _sync.Org.Capabilities = _sync.Org.Capabilities with { Types = new HashSet<string> { "Call" }, TypeRestricted = restricted };
        _sync.Org.AddTypes = _ => new TypesOutcome(null, new SalesforceFailure(FailureClass.TransientCall, "HTTP_503", "", [], WholeCall: true));
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        Assert.Empty(_sync.Org.Writes);

        _sync.Org.AddTypes = labels => new TypesOutcome(new HashSet<string>(labels) { "Call" }, null);
        _sync.Clock.Advance(TimeSpan.FromMinutes(1));
        await _sync.DrainAsync();

        Assert.Equal("メール", Assert.Single(_sync.Org.Events).Record.Type);
        Assert.Empty(await _sync.LogAsync());
    }

    [StoreFact]
    [Trait("Rule", "R-M5")]
    public async Task Type_RestrictedAndNotToBeAdded_IsNeverSent()
    {
        GiveOwner();
        _sync.Org.Capabilities = _sync.Org.Capabilities with { Types = new HashSet<string> { "Call" }, TypeRestricted = true };
        for (var i = 0; i < 3; i++)
        {
            await _sync.SendMailAsync($"m{i}");
            await _sync.PassHoldsAndDrainAsync();
        }

        Assert.All(_sync.Org.Writes.SelectMany(w => w), r => Assert.Null(r.Type));
        Assert.Equal(3, _sync.Org.Writes.Count);
        Assert.Equal(LogCategory.Type, Assert.Single(await _sync.LogAsync()).Category);
    }

    [StoreFact]
    [Trait("Rule", "R-M5")]
    public async Task Type_NotToBeAdded_IsWarnedOfThoughTheFirstEventOfItFails()
    {
        GiveOwner();
        _sync.Org.Capabilities = _sync.Org.Capabilities with { Types = new HashSet<string> { "Call" } };
        _sync.Org.Refusal = r => r.Subject.Contains("だめ", StringComparison.Ordinal) ? Data("FIELD_CUSTOM_VALIDATION_EXCEPTION") : null;
        await _sync.SendMailAsync("m1", subject: "だめ");
        await _sync.SendMailAsync("m2");
        await _sync.PassHoldsAndDrainAsync();
        await _sync.SendMailAsync("m3");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Single(await _sync.LogAsync(), e => e.Category is LogCategory.Type);
        Assert.All(_sync.Org.Events, e => Assert.Equal("メール", e.Record.Type));
    }

    private static SalesforceFailure Data(string code, params string[] fields) => new(FailureClass.Data, code, "refused", fields);

    private void GiveOwner() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
}
