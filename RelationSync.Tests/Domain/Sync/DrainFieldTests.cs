using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-E3: what the connecting user may not write is left out, with one warning per field and connection.</summary>
[Trait("Rule", "R-E3")]
public sealed class DrainFieldTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public DrainFieldTests()
    {
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Roles.Add(new OpportunityRole("006000000000001AAA", "003000000000001AAA", true, SyncHarness.T0));
    }

    public void Dispose() => _sync.Dispose();

    [StoreTheory]
    [Trait("Rule", "R-M9")]
    [InlineData("INVALID_FIELD", "No such column 'WhatId' on sobject of type Event")]
    [InlineData("INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: WhatId.")]
    public async Task Field_NamedInTheTextOfAWholeCall_IsLeftOutFromThenOn(string code, string text)
    {
        RefuseCalls(r => r.WhatId is not null, code, text);
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2", to: "stranger@customer.example");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(2, _sync.Org.Events.Count);
        Assert.All(_sync.Org.Events, e => Assert.Null(e.Record.WhatId));
        Assert.Contains(_sync.Org.Events, e => e.Record.WhoIds is ["003000000000001AAA"]);
        var entry = Assert.Single(await _sync.LogAsync());
        Assert.Equal((LogSeverity.Warning, "FIELD_NOT_WRITABLE", "WhatId"), (entry.Severity, entry.Code, entry.Fields));

        _sync.Memory = new DrainMemory(_sync.Settings, _sync.Wall);
        var writes = _sync.Org.Writes.Count;
        await _sync.SendMailAsync("m3");
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(writes + 1, _sync.Org.Writes.Count);
        Assert.Single(await _sync.LogAsync());
    }

    [StoreFact]
    [Trait("Rule", "R-D1")]
    public async Task Marker_TakenFromTheUser_EventsAreCreatedWithoutItInTheSameDrain()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.SendMailAsync("m0");
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = false };
        var refused = false;
        _sync.Org.WriteFailure = () => refused ? null : (new SalesforceFailure(
            FailureClass.Configuration, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: RelationSync_ActionId__c", [], WholeCall: refused = true), false);
        await _sync.SendMailAsync("m1");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(2, _sync.Org.Events.Count);
        Assert.Empty(await _sync.LogAsync());
    }

    [StoreFact]
    public async Task Fields_RefusedOneAfterTheOther_AreAllLeftOutInTheSameDrain()
    {
        RefuseCalls(
            r => r.WhatId is not null ? "WhatId" : r.Description.Length > 0 ? "Description" : !r.Omitted.Contains("ShowAs") ? "ShowAs" : null, "INVALID_FIELD");
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2", to: "stranger@customer.example");
        await _sync.PassHoldsAndDrainAsync();

        Assert.All(_sync.Org.Events, e => Assert.Equal((null, "", true), (e.Record.WhatId, e.Record.Description, e.Record.Omitted.Contains("ShowAs"))));
        Assert.Equal(2, _sync.Org.Events.Count);
        Assert.Equal(["Description", "ShowAs", "WhatId"], (await _sync.LogAsync()).Select(e => e.Fields).Order());
    }

    [StoreFact]
    public async Task Field_ThatDescribeSaysIsNotWritable_IsNeverSent()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { Unwritable = new HashSet<string> { "WhoId", "Type" } };
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();

        var record = Assert.Single(Assert.Single(_sync.Org.Writes));
        Assert.Equal((null, 0), (record.Type, record.WhoIds.Count));
        Assert.Equal(["Type", "WhoId"], (await _sync.LogAsync()).Select(e => e.Fields).Order());
    }

    [StoreFact]
    public async Task Field_WrittenAgain_EndsTheEpisode()
    {
        var open = _sync.Org.Capabilities;
        _sync.Org.Capabilities = open with { Unwritable = new HashSet<string> { "WhatId" } };
        await _sync.SendMailAsync("m1");
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Capabilities = open;
        _sync.Clock.Advance(TimeSpan.FromDays(1));
        await _sync.SendMailAsync("m2");
        await _sync.PassHoldsAndDrainAsync();
        Assert.NotNull(_sync.Org.Events[^1].Record.WhatId);

        _sync.Org.Capabilities = open with { Unwritable = new HashSet<string> { "WhatId" } };
        _sync.Clock.Advance(TimeSpan.FromDays(1));
        await _sync.SendMailAsync("m3");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(2, (await _sync.LogAsync()).Count);
    }

    [StoreFact]
    public async Task Field_HiddenOverDays_IsWarnedOfOnce()
    {
        RefuseCalls(r => r.WhatId is not null, "INVALID_FIELD", "No such column 'WhatId' on sobject of type Event");
        for (var day = 0; day < 3; day++)
        {
            await _sync.SendMailAsync($"m{day}");
            await _sync.PassHoldsAndDrainAsync();
            _sync.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(3, _sync.Org.Events.Count);
        Assert.Single(await _sync.LogAsync());
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RequiredField_NotWritable_NothingIsWrittenAndOneErrorSaysSo(bool described)
    {
        var open = _sync.Org.Capabilities;
        if (described)
        {
            _sync.Org.Capabilities = open with { Unwritable = new HashSet<string> { "Subject" } };
        }
        else
        {
            RefuseCalls(_ => true, "INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: Subject.");
        }

        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2");
        await _sync.PassHoldsAndDrainAsync();
        _sync.Clock.Advance(TimeSpan.FromMinutes(20));
        await _sync.DrainAsync();

        Assert.Empty(_sync.Org.Events);
        Assert.All(await _sync.ActionsAsync(), a => Assert.Equal(ActionStatus.Pending, a.Status));
        Assert.Equal((LogSeverity.Error, LogCategory.Permission), Assert.Single((await _sync.LogAsync()).Select(e => (e.Severity, e.Category))));

        _sync.Org.Capabilities = open;
        _sync.Org.WriteFailure = () => null;
        _sync.Clock.Advance(TimeSpan.FromMinutes(20));
        await _sync.DrainAsync();
        Assert.Equal(2, _sync.Org.Events.Count);
    }

    [StoreFact]
    [Trait("Rule", "R-O4")]
    public async Task OwnerId_NamedInTheText_TheConnectingUserOwnsTheEvent()
    {
        _sync.Org.Refusal = r => r.OwnerId == "005000000000002AAA"
            ? new SalesforceFailure(FailureClass.Configuration, "INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: OwnerId.", []) : null;
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(_sync.Org.Capabilities.UserId, Assert.Single(_sync.Org.Events).Record.OwnerId);
        Assert.Equal(LogCategory.Owner, Assert.Single(await _sync.LogAsync()).Category);
    }

    private void RefuseCalls(Func<EventRecord, bool> refuses, string code, string text) =>
        _sync.Org.WriteFailure = () => _sync.Org.Writes[^1].Any(refuses)
            ? (new SalesforceFailure(FailureClass.Configuration, code, text, [], WholeCall: true), false) : null;

    private void RefuseCalls(Func<EventRecord, string?> hidden, string code) =>
        _sync.Org.WriteFailure = () => _sync.Org.Writes[^1].Select(hidden).FirstOrDefault(h => h is not null) is { } field
            ? (new SalesforceFailure(FailureClass.Configuration, code, $"No such column '{field}' on entity 'Event'", [], WholeCall: true), false) : null;
}
