namespace RelationSync.Tests.Simulator;

/// <summary>Fields that an org hides or adds, and its own rules about them.</summary>
[Collection(nameof(SimulatorGroup))]
public sealed class EventFieldTests(SimulatorFixture simulator)
{
    private static readonly string[] WhatId = ["WhatId"];
    private static readonly string[] Marker = ["RelationSync_ActionId__c"];

    [Fact]
    public async Task HiddenField_IsNeitherDescribedNorReadNorWritten()
    {
        var org = await simulator.CreateOrgAsync(new { hidden_fields = WhatId });
        var refs = await org.AddAsync("""{"Account":[{"@ref":"a","Name":"a"}],"Event":[{"@ref":"e","Subject":"x","StartDateTime":"2026-05-01T00:00:00Z","EndDateTime":"2026-05-01T00:00:00Z","WhatId":"@a"}]}""");

        var query = await org.QueryAsync("SELECT WhatId FROM Event");
        var relation = await org.QueryAsync("SELECT What.Name FROM Event");
        var write = await org.CreateAsync(SimulatedOrg.Event(new { WhatId = refs["a"] }));
        var row = await org.GetAsync("/sobjects/Event/" + refs["e"]);

        Assert.DoesNotContain("WhatId", (await org.GetAsync("/sobjects/Event/describe")).Json["fields"]!.AsArray().Select(f => (string)f!["name"]!));
        Assert.Equal("INVALID_FIELD", query.Error);
        Assert.Contains("No such column 'WhatId' on entity 'Event'", query.Text, StringComparison.Ordinal);
        Assert.Equal("INVALID_FIELD", relation.Error);
        Assert.Equal(400, write.Status);
        Assert.Equal("INVALID_FIELD", write.Error);
        Assert.Contains("No such column 'WhatId'", write.Text, StringComparison.Ordinal);
        Assert.Equal("x", (string)row.Json["Subject"]!);
        Assert.Null(row.Json["WhatId"]);
        Assert.Equal(refs["a"], (string)(await org.EventsAsync())[0]!["WhatId"]!);
    }

    [Fact]
    public async Task HiddenMarker_IsNoKeyForAnUpsert()
    {
        var org = await simulator.CreateOrgAsync(new { marker_field = true, hidden_fields = Marker });

        var answer = await org.UpsertAsync(SimulatedOrg.Event(new { RelationSync_ActionId__c = "m" }));

        Assert.Equal("INVALID_FIELD", answer.Error);
        Assert.Empty(await org.EventsAsync());
    }

    [Fact]
    public async Task HiddenField_MadeLater_StaysHidden()
    {
        var org = await simulator.CreateOrgAsync(new { hidden_fields = Marker });

        var made = await org.SoapAsync("""<createMetadata><metadata xsi:type="CustomField"><fullName>Activity.RelationSync_ActionId__c</fullName><externalId>true</externalId><label>id</label><length>64</length><type>Text</type><unique>true</unique></metadata></createMetadata>""");

        Assert.Contains("<success>true</success>", made.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("RelationSync_ActionId__c", (await org.GetAsync("/sobjects/Event/describe")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequiredField_IsEnforcedAndDescribed()
    {
        var org = await simulator.CreateOrgAsync(new { custom_fields = new[] { new { name = "Branch__c", type = "Text", required = true } } });

        var without = await org.CreateAsync(SimulatedOrg.Event());
        var with = await org.CreateAsync(SimulatedOrg.Event(new { Branch__c = "東京" }));
        var cleared = await org.SendAsync("PATCH", $"{SimulatedOrg.Data}/sobjects/Event/{(string)with.Json[0]!["id"]!}", new { Branch__c = (string?)null });

        var field = (await org.GetAsync("/sobjects/Event/describe")).Json["fields"]!.AsArray().Single(f => (string)f!["name"]! == "Branch__c")!;
        Assert.False((bool)field["nillable"]!);
        Assert.False((bool)field["defaultedOnCreate"]!);
        Assert.Equal("REQUIRED_FIELD_MISSING", without.Error);
        Assert.Equal(["Branch__c"], without.ErrorFields);
        Assert.Equal("REQUIRED_FIELD_MISSING", cleared.Error);
        Assert.Equal("東京", (string)Assert.Single(await org.EventsAsync())!["Branch__c"]!);
    }

    [Theory]
    [InlineData("Text", "\"x\"")]
    [InlineData("Number", "7")]
    public async Task UniqueField_NamesTheOtherRecord(string type, string value)
    {
        var org = await simulator.CreateOrgAsync(new { custom_fields = new[] { new { name = "Ticket__c", type, unique = true } } });
        var record = SimulatedOrg.Event();
        record["Ticket__c"] = System.Text.Json.Nodes.JsonNode.Parse(value);
        var first = (string)(await org.CreateAsync(record.DeepClone())).Json[0]!["id"]!;

        var second = await org.CreateAsync(record.DeepClone());

        var field = (await org.GetAsync("/sobjects/Event/describe")).Json["fields"]!.AsArray().Single(f => (string)f!["name"]! == "Ticket__c")!;
        Assert.True((bool)field["unique"]!);
        Assert.Equal("DUPLICATE_VALUE", second.Error);
        Assert.Equal(["Ticket__c"], second.ErrorFields);
        Assert.Equal($"duplicate value found: Ticket__c duplicates value on record with id: {first}", (string)second.Json[0]!["errors"]![0]!["message"]!);
    }

    [Fact]
    public async Task ValidationRule_RefusesWithItsMessageAndField()
    {
        var org = await simulator.CreateOrgAsync(new
        {
            validation_rules = new object[]
            {
                new { field = "EndDateTime", when = new { field = "Subject", contains = "禁止" }, message = "短くしてください" },
                new { when = new { field = "IsAllDayEvent", equals = true }, message = "no whole days" },
            },
        });

        var named = await org.CreateAsync(SimulatedOrg.Event(new { Subject = "これは禁止です" }));
        var unnamed = await org.CreateAsync(new { attributes = new { type = "Event" }, Subject = "x", IsAllDayEvent = true, ActivityDate = "2026-05-01" });
        var good = await org.CreateAsync(SimulatedOrg.Event());
        var later = await org.SendAsync("PATCH", $"{SimulatedOrg.Data}/sobjects/Event/{(string)good.Json[0]!["id"]!}", new { Subject = "禁止" });

        Assert.Equal("FIELD_CUSTOM_VALIDATION_EXCEPTION", named.Error);
        Assert.Equal("短くしてください", (string)named.Json[0]!["errors"]![0]!["message"]!);
        Assert.Equal(["EndDateTime"], named.ErrorFields);
        Assert.Equal("FIELD_CUSTOM_VALIDATION_EXCEPTION", unnamed.Error);
        Assert.Empty(unnamed.ErrorFields);
        Assert.Equal("FIELD_CUSTOM_VALIDATION_EXCEPTION", later.Error);
        Assert.Single(await org.EventsAsync());
    }

    [Theory]
    [InlineData("2026-05-01T10:00:40Z", "2026-05-01T10:05:10Z", true, "2026-05-01T10:04:40.000+0000", 4)]
    [InlineData("2026-05-01T10:00:40Z", "2026-05-01T10:05:40Z", true, "2026-05-01T10:05:40.000+0000", 5)]
    [InlineData("2026-05-01T10:00:40Z", "2026-05-01T10:00:59Z", true, "2026-05-01T10:00:40.000+0000", 0)]
    [InlineData("2026-05-01T10:00:40Z", "2026-05-01T10:05:10Z", false, "2026-05-01T10:05:10.000+0000", 4)]
    public async Task End_IsKeptAsTheStartAndWholeMinutes(string start, string end, bool wholeMinutes, string kept, int minutes)
    {
        var org = await simulator.CreateOrgAsync(new { whole_minutes = wholeMinutes });

        await org.CreateAsync(SimulatedOrg.Event(new { StartDateTime = start, EndDateTime = end }));

        var made = (await org.EventsAsync())[0]!;
        Assert.Equal(kept, (string)made["EndDateTime"]!);
        Assert.Equal(minutes, (int)made["DurationInMinutes"]!);
    }

    [Fact]
    public async Task End_IsKeptInWholeMinutes_WhereNothingElseIsSaid()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.CreateAsync(
            SimulatedOrg.Event(new { StartDateTime = "2026-05-01T10:00:00Z", EndDateTime = "2026-05-02T10:00:30Z" }),
            SimulatedOrg.Event(new { StartDateTime = "2026-05-01T10:00:30Z", EndDateTime = "2026-05-01T10:00:00Z" }),
            SimulatedOrg.Event(new { StartDateTime = "2026-05-01T10:00:00Z", EndDateTime = "2026-05-01T10:02:30Z", DurationInMinutes = 2 }));

        Assert.Equal([true, false, true], answer.Json.AsArray().Select(r => (bool)r!["success"]!));
        Assert.Equal("2026-05-02T10:00:00.000+0000", (string)(await org.EventsAsync())[0]!["EndDateTime"]!);
    }

    [Fact]
    public async Task Texts_AreTrimmed_AndAnEmptyOneIsNone()
    {
        var org = await simulator.CreateOrgAsync();

        await org.CreateAsync(SimulatedOrg.Event(new { Subject = " \t件名 \r\n", Description = "一\n二\n\n", Location = "   " }));

        var made = (await org.EventsAsync())[0]!;
        Assert.Equal("件名", (string)made["Subject"]!);
        Assert.Equal("一\n二", (string)made["Description"]!);
        Assert.Null(made["Location"]);
    }

    [Theory]
    [InlineData("1699-12-31T23:59:59Z", false)]
    [InlineData("1700-01-01T00:00:00Z", true)]
    [InlineData("4001-01-01T00:00:00Z", false)]
    public async Task Time_OutsideTheYearsThatAreKept_IsRefused(string time, bool taken)
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.CreateAsync(SimulatedOrg.Event(new { StartDateTime = time, EndDateTime = time }));

        Assert.Equal(taken, (bool)answer.Json[0]!["success"]!);
        Assert.Equal(taken ? null : "FIELD_INTEGRITY_EXCEPTION", answer.Error);
    }
}
