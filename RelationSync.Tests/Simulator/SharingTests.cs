using System.Text.Json.Nodes;

namespace RelationSync.Tests.Simulator;

/// <summary>Who sees and changes whose Events.</summary>
[Collection(nameof(SimulatorGroup))]
public sealed class SharingTests(SimulatorFixture simulator)
{
    private static readonly string[] OnlyId = ["Id"];

    private static readonly string[] SeesLittle = ["ManageUsers", "ModifyMetadata", "ViewAllUsers", "AddEventsToOthersCalendars"];
    private static readonly string[] SeesAll = ["ViewAllData", "AddEventsToOthersCalendars"];

    [Fact]
    public async Task EventWithoutNameAndRelatedTo_OfAnother_IsNotSeen()
    {
        var (org, refs) = await CreateAsync(SeesLittle);

        var hidden = await MakeAsync(org, new { OwnerId = refs["u"] });
        var linked = await MakeAsync(org, new { OwnerId = refs["u"], WhoId = refs["c"] });
        var related = await MakeAsync(org, new { OwnerId = refs["u"], WhatId = refs["a"] });
        var own = await MakeAsync(org, new { });

        var seen = (await org.QueryAsync("SELECT Id FROM Event")).Json["records"]!.AsArray().Select(r => (string)r!["Id"]!);
        var retrieved = (await org.PostAsync("/composite/sobjects/Event", new { ids = new[] { hidden, own }, fields = OnlyId })).Json.AsArray();
        Assert.Equal([linked, related, own], seen);
        Assert.Equal(0, (await org.QueryAsync($"SELECT Id FROM Event WHERE Id = '{hidden}'")).TotalSize);
        Assert.Equal(3, (await org.QueryAsync("SELECT COUNT() FROM Event")).TotalSize);
        Assert.Equal(404, (await org.GetAsync("/sobjects/Event/" + hidden)).Status);
        Assert.Null(retrieved[0]);
        Assert.Equal(own, (string)retrieved[1]!["Id"]!);
        Assert.Equal(4, (await org.EventsAsync()).Count);
    }

    [Fact]
    public async Task ViewAllData_SeesEveryEventButChangesOnlyWhatIsShared()
    {
        var (org, refs) = await CreateAsync(SeesAll);
        var hidden = await MakeAsync(org, new { OwnerId = refs["u"] });
        var linked = await MakeAsync(org, new { OwnerId = refs["u"], WhoId = refs["c"] });

        Assert.Equal(2, (await org.QueryAsync("SELECT Id FROM Event")).TotalSize);
        Assert.Equal("INSUFFICIENT_ACCESS_OR_READONLY", (await org.SendAsync("DELETE", SimulatedOrg.Data + "/sobjects/Event/" + hidden)).Error);
        Assert.Equal(204, (await org.SendAsync("DELETE", SimulatedOrg.Data + "/sobjects/Event/" + linked)).Status);
    }

    [Fact]
    public async Task EventOfAnother_NotSeen_IsNeitherUpdatedNorDeleted()
    {
        var (org, refs) = await CreateAsync(SeesLittle);
        var hidden = await MakeAsync(org, new { OwnerId = refs["u"] });

        var update = await org.SendAsync("PATCH", SimulatedOrg.Data + "/composite/sobjects", new { allOrNone = false, records = new[] { new { attributes = new { type = "Event" }, id = hidden, Subject = "x" } } });
        var delete = await org.SendAsync("DELETE", SimulatedOrg.Data + "/composite/sobjects?ids=" + hidden);

        Assert.Equal("INSUFFICIENT_ACCESS_OR_READONLY", update.Error);
        Assert.Equal("INSUFFICIENT_ACCESS_OR_READONLY", delete.Error);
        Assert.False((bool)(await org.EventsAsync())[0]!["is_deleted"]!);
    }

    [Theory]
    [InlineData("public", true)]
    [InlineData("private", false)]
    [InlineData("controlled_by_parent", false)]
    public async Task LinkedEventOfAnother_IsSeen_AndChangedAsShared(string sharing, bool changes)
    {
        var (org, refs) = await CreateAsync(SeesLittle, sharing);
        var linked = await MakeAsync(org, new { OwnerId = refs["u"], WhoId = refs["c"] });

        var update = await org.SendAsync("PATCH", SimulatedOrg.Data + "/sobjects/Event/" + linked, new { Subject = "x" });
        var delete = await org.SendAsync("DELETE", SimulatedOrg.Data + "/sobjects/Event/" + linked);

        Assert.Equal(1, (await org.SendAsync("GET", SimulatedOrg.Data + "/queryAll?q=" + Uri.EscapeDataString("SELECT Id FROM Event"))).TotalSize);
        Assert.Equal(changes ? null : "INSUFFICIENT_ACCESS_OR_READONLY", update.Status == 204 ? null : update.Error);
        Assert.Equal(changes ? 204 : 400, delete.Status);
    }

    [Fact]
    public async Task ModifyAllData_ChangesWhatIsNotShared()
    {
        var (org, refs) = await CreateAsync(["ViewAllData", "ModifyAllData", "AddEventsToOthersCalendars"], "private");
        var hidden = await MakeAsync(org, new { OwnerId = refs["u"] });

        Assert.Equal(204, (await org.SendAsync("DELETE", SimulatedOrg.Data + "/sobjects/Event/" + hidden)).Status);
    }

    [Fact]
    public async Task UpsertByTheMarker_OntoAnEventNotSeen_IsAMaskedDuplicate()
    {
        var (org, refs) = await CreateAsync(SeesLittle);
        var record = SimulatedOrg.Event(new { RelationSync_ActionId__c = "m1", OwnerId = refs["u"] });

        var first = await org.UpsertAsync(record.DeepClone());
        var again = await org.UpsertAsync(record.DeepClone());
        var plain = await org.CreateAsync(record.DeepClone());

        Assert.True((bool)first.Json[0]!["created"]!);
        foreach (var answer in (Answer[])[again, plain])
        {
            var error = answer.Json[0]!["errors"]![0]!;
            Assert.Equal("DUPLICATE_VALUE", (string)error["statusCode"]!);
            Assert.Equal("duplicate value found: <unknown> duplicates value on record with id: <unknown>", (string)error["message"]!);
            Assert.Empty(error["fields"]!.AsArray());
        }

        Assert.Single(await org.EventsAsync());
        Assert.Equal(404, (await org.GetAsync("/sobjects/Event/RelationSync_ActionId__c/m1")).Status);
    }

    [Fact]
    public async Task UpsertByTheMarker_OntoAnEventSeen_NamesOrUpdatesIt()
    {
        var (org, refs) = await CreateAsync(SeesLittle);
        var record = SimulatedOrg.Event(new { RelationSync_ActionId__c = "m1", OwnerId = refs["u"], WhoId = refs["c"] });
        var id = (string)(await org.UpsertAsync(record.DeepClone())).Json[0]!["id"]!;

        var again = await org.UpsertAsync(record.DeepClone());
        var plain = await org.CreateAsync(record.DeepClone());

        Assert.False((bool)again.Json[0]!["created"]!);
        Assert.Contains(id, (string)plain.Json[0]!["errors"]![0]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RelationsOfAnEventNotSeen_AreNotSeen()
    {
        var (org, refs) = await CreateAsync(SeesLittle);
        await org.AddAsync($$"""{"Event":[{"Subject":"x","StartDateTime":"2026-05-01T00:00:00Z","EndDateTime":"2026-05-01T00:00:00Z","WhoId":"{{refs["c"]}}","OwnerId":"{{refs["u"]}}","IsPrivate":true}]}""");

        Assert.Equal(0, (await org.QueryAsync("SELECT Id FROM EventWhoRelation")).TotalSize);
    }

    private async Task<(SimulatedOrg Org, Dictionary<string, string> Refs)> CreateAsync(string[] permissions, string sharing = "public")
    {
        var org = await simulator.CreateOrgAsync(new { marker_field = true, admin_permissions = permissions, activity_sharing = sharing });
        var refs = await org.AddAsync("""{"User":[{"@ref":"u","Username":"u@sharing.example"}],"Account":[{"@ref":"a","Name":"a"}],"Contact":[{"@ref":"c","LastName":"c"}]}""");
        return (org, refs);
    }

    private static async Task<string> MakeAsync(SimulatedOrg org, object fields)
    {
        var answer = await org.CreateAsync(SimulatedOrg.Event(fields));
        return answer.Json[0]!["id"] is JsonValue id ? id.GetValue<string>() : throw new InvalidOperationException(answer.Text);
    }
}
