namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class EventRulesTests(SimulatorFixture simulator)
{
    private static readonly string[] OneType = ["Call"];

    private const string Start = "2026-05-01T00:00:00Z";

    [Theory]
    [InlineData(false, 0, true)]
    [InlineData(false, 1_440, true)]
    [InlineData(false, 1_441, false)]
    [InlineData(false, -1, false)]
    [InlineData(true, 20_160, true)]
    [InlineData(true, 20_161, false)]
    public async Task Duration_AtItsCeilings_IsTakenOrRefused(bool multiday, int minutes, bool taken)
    {
        var org = await simulator.CreateOrgAsync(new { multiday });
        var end = DateTimeOffset.Parse(Start, System.Globalization.CultureInfo.InvariantCulture).AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

        var byEnd = await org.CreateAsync(SimulatedOrg.Event(new { StartDateTime = Start, EndDateTime = end }));
        var byMinutes = await org.CreateAsync(SimulatedOrg.Event(new { StartDateTime = Start, EndDateTime = (string?)null, DurationInMinutes = minutes }));

        Assert.Equal(taken, (bool)byEnd.Json[0]!["success"]!);
        Assert.Equal(taken, (bool)byMinutes.Json[0]!["success"]!);
        if (!taken)
        {
            Assert.Equal("FIELD_INTEGRITY_EXCEPTION", byEnd.Error);
            Assert.Equal(["EndDateTime"], byEnd.ErrorFields);
            Assert.Equal(["DurationInMinutes"], byMinutes.ErrorFields);
        }
    }

    [Fact]
    public async Task Times_ThatDisagree_AreRefused()
    {
        var org = await simulator.CreateOrgAsync();

        var duration = await org.CreateAsync(SimulatedOrg.Event(new { DurationInMinutes = 31 }));
        var activity = await org.CreateAsync(SimulatedOrg.Event(new { ActivityDateTime = Start }));
        var noEnd = await org.CreateAsync(SimulatedOrg.Event(new { EndDateTime = (string?)null }));
        var agreeing = await org.CreateAsync(SimulatedOrg.Event(new { DurationInMinutes = 30, ActivityDateTime = "2026-05-01T01:00:00Z" }));

        Assert.Equal("FIELD_INTEGRITY_EXCEPTION", duration.Error);
        Assert.Equal("FIELD_INTEGRITY_EXCEPTION", activity.Error);
        Assert.Equal("REQUIRED_FIELD_MISSING", noEnd.Error);
        Assert.True((bool)agreeing.Json[0]!["success"]!);
    }

    [Fact]
    public async Task AllDayEvent_WithADateOnly_LastsADay()
    {
        var org = await simulator.CreateOrgAsync();

        await org.CreateAsync(new { attributes = new { type = "Event" }, Subject = "x", IsAllDayEvent = true, ActivityDate = "2026-05-01" });

        var made = (await org.EventsAsync())[0]!;
        Assert.Equal(1_440, (int)made["DurationInMinutes"]!);
    }

    [Theory]
    [InlineData("Subject", 255, true)]
    [InlineData("Subject", 256, false)]
    [InlineData("Description", 32_000, true)]
    [InlineData("Description", 32_001, false)]
    public async Task Text_AtItsLength_IsTakenOrRefused(string field, int length, bool taken)
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.CreateAsync(SimulatedOrg.Event(new Dictionary<string, string> { [field] = new string('あ', length) }));

        Assert.Equal(taken, (bool)answer.Json[0]!["success"]!);
        if (!taken)
        {
            Assert.Equal("STRING_TOO_LONG", answer.Error);
            Assert.Equal([field], answer.ErrorFields);
        }
    }

    [Fact]
    public async Task References_ThatAreWrong_SayHow()
    {
        var org = await simulator.CreateOrgAsync();
        var refs = await org.AddAsync("""
            {"User":[{"@ref":"gone","Username":"gone@rules.example","IsActive":false}],
             "Account":[{"@ref":"a","Name":"a"}],
             "Contact":[{"@ref":"c","LastName":"c"},{"@ref":"deleted","LastName":"d","IsDeleted":true}],
             "Lead":[{"@ref":"l","LastName":"l","Company":"x"},{"@ref":"converted","LastName":"l","Company":"x","IsConverted":true}]}
            """);
        async Task<string?> ErrorOf(object fields) => (await org.CreateAsync(SimulatedOrg.Event(fields))).Error;

        Assert.Equal("MALFORMED_ID", await ErrorOf(new { WhoId = "nonsense" }));
        Assert.Equal("MALFORMED_ID", await ErrorOf(new { WhoId = refs["a"] }));
        Assert.Equal("MALFORMED_ID", await ErrorOf(new { WhatId = refs["c"] }));
        Assert.Equal("INVALID_CROSS_REFERENCE_KEY", await ErrorOf(new { WhoId = "003000000000001AAA" }));
        Assert.Equal("ENTITY_IS_DELETED", await ErrorOf(new { WhoId = refs["deleted"] }));
        Assert.Equal("INACTIVE_OWNER_OR_USER", await ErrorOf(new { OwnerId = refs["gone"] }));
        Assert.Equal("CANNOT_UPDATE_CONVERTED_LEAD", await ErrorOf(new { WhoId = refs["converted"] }));
        Assert.Equal("FIELD_INTEGRITY_EXCEPTION", await ErrorOf(new { WhoId = refs["l"], WhatId = refs["a"] }));
        Assert.Equal("FIELD_INTEGRITY_EXCEPTION", await ErrorOf(new { WhoId = refs["c"], IsPrivate = true }));
        Assert.Null(await ErrorOf(new { WhoId = refs["c"][..15], WhatId = refs["a"] }));
        Assert.Null(await ErrorOf(new { WhoId = refs["l"] }));
    }

    [Fact]
    public async Task LeadWithWhatId_BlamesBothFields()
    {
        var org = await simulator.CreateOrgAsync();
        var refs = await org.AddAsync("""{"Account":[{"@ref":"a","Name":"a"}],"Lead":[{"@ref":"l","LastName":"l","Company":"x"}]}""");

        var answer = await org.CreateAsync(SimulatedOrg.Event(new { WhoId = refs["l"], WhatId = refs["a"] }));

        Assert.Equal(["WhoId", "WhatId"], answer.ErrorFields);
    }

    [Fact]
    public async Task Type_OnAnUnrestrictedPicklist_IsStoredAsAnInactiveValue()
    {
        var org = await simulator.CreateOrgAsync(new { types = OneType });

        await org.CreateAsync(SimulatedOrg.Event(new { Type = "メール" }), SimulatedOrg.Event(new { Type = "CALL" }));

        var events = await org.EventsAsync();
        var describe = await org.GetAsync("/sobjects/Event/describe");
        var values = describe.Json["fields"]!.AsArray().Single(f => (string)f!["name"]! == "Type")!["picklistValues"]!.AsArray();
        Assert.Equal(["メール", "Call"], events.Select(e => (string)e!["Type"]!));
        Assert.False((bool)values.Single(v => (string)v!["value"]! == "メール")!["active"]!);
    }

    [Fact]
    public async Task Type_OnARestrictedPicklist_IsRefused()
    {
        var org = await simulator.CreateOrgAsync(new { type_restricted = true });

        var answer = await org.CreateAsync(SimulatedOrg.Event(new { Type = "メール" }));

        Assert.Equal("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", answer.Error);
        Assert.Equal(["Type"], answer.ErrorFields);
    }

    [Theory]
    [InlineData("{\"Nope\":1}", "INVALID_FIELD")]
    [InlineData("{\"RelationSync_ActionId__c\":\"x\"}", "INVALID_FIELD")]
    [InlineData("{\"StartDateTime\":\"yesterday\"}", "JSON_PARSER_ERROR")]
    [InlineData("{\"StartDateTime\":\"2026-05-01\"}", "JSON_PARSER_ERROR")]
    public async Task WrongFieldsAndTypes_SpoilTheWholeCall(string fields, string code)
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.CreateAsync(SimulatedOrg.Event(), SimulatedOrg.Event(System.Text.Json.Nodes.JsonNode.Parse(fields)));

        Assert.Equal(400, answer.Status);
        Assert.Equal(code, answer.Error);
        Assert.Empty(await org.EventsAsync());
    }

    [Fact]
    public async Task Event_OnceMade_ShowsItsDefaultsAndTimesInUtc()
    {
        var org = await simulator.CreateOrgAsync();

        await org.CreateAsync(SimulatedOrg.Event());

        var made = (await org.EventsAsync())[0]!;
        Assert.Equal("2026-05-01T01:00:00.000+0000", (string)made["StartDateTime"]!);
        Assert.Equal(org.AdminId, (string)made["OwnerId"]!);
        Assert.Equal("Busy", (string)made["ShowAs"]!);
        Assert.Equal(1, (int)made["write_count"]!);
        Assert.False((bool)made["is_deleted"]!);
    }
}
