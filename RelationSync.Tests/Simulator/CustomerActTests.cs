using System.Text.Json.Nodes;

namespace RelationSync.Tests.Simulator;

/// <summary>People merge contacts, convert leads, freeze users and delete opportunities.</summary>
[Collection(nameof(SimulatorGroup))]
public sealed class CustomerActTests(SimulatorFixture simulator)
{
    private const string Customers = """
        {"Account":[{"@ref":"a","Name":"a"}],
         "Contact":[{"@ref":"keep","LastName":"keep","AccountId":"@a"},{"@ref":"lose","LastName":"lose"}],
         "Lead":[{"@ref":"lead","LastName":"l","Company":"商会","Email":"l@acts.example"}],
         "Opportunity":[{"@ref":"o","Name":"o","StageName":"Prospecting","CloseDate":"2026-12-31"}],
         "OpportunityContactRole":[{"OpportunityId":"@o","ContactId":"@lose"}],
         "User":[{"@ref":"u","Username":"u@acts.example"}]}
        """;

    [Fact]
    public async Task Merge_HandsEventsAndRolesOver_AndDeletesTheOther()
    {
        var (org, refs) = await CreateAsync();
        await org.CreateAsync(SimulatedOrg.Event(new { EventWhoIds = new[] { refs["lose"], refs["keep"] } }), SimulatedOrg.Event(new { WhoId = refs["lose"] }));

        var answer = await org.ControlAsync("POST", "/merge", new { keep = refs["keep"], lose = refs["lose"] });

        Assert.Equal(204, answer.Status);
        foreach (var made in await org.EventsAsync())
        {
            Assert.Equal(refs["keep"], (string)made!["WhoId"]!);
            Assert.Equal([refs["keep"]], made["who_ids"]!.AsArray().Select(id => (string)id!));
            Assert.Equal(refs["a"], (string)made["AccountId"]!);
        }

        var deleted = (await org.SendAsync("GET", SimulatedOrg.Data + "/queryAll?q=" + Uri.EscapeDataString("SELECT Id, MasterRecordId FROM Contact WHERE IsDeleted = true"))).Json["records"]![0]!;
        Assert.Equal((refs["lose"], refs["keep"]), ((string)deleted["Id"]!, (string)deleted["MasterRecordId"]!));
        Assert.Equal(refs["keep"], (string)(await org.QueryAsync("SELECT ContactId FROM OpportunityContactRole")).Json["records"]![0]!["ContactId"]!);
        Assert.Equal("ENTITY_IS_DELETED", (await org.CreateAsync(SimulatedOrg.Event(new { WhoId = refs["lose"] }))).Error);
        Assert.Equal(400, (await org.ControlAsync("POST", "/merge", new { keep = refs["keep"], lose = refs["lose"] })).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Convert_MovesTheLeadsEventsToItsContact(bool named)
    {
        var (org, refs) = await CreateAsync();
        await org.CreateAsync(SimulatedOrg.Event(new { WhoId = refs["lead"] }));

        var answer = await org.ControlAsync("POST", "/convert", named ? new { lead = refs["lead"], contact = refs["keep"] } : new { lead = refs["lead"] });

        var contact = (string)answer.Json["contact_id"]!;
        var lead = (await org.QueryAsync("SELECT IsConverted, ConvertedContactId, ConvertedAccountId, ConvertedContact.LastName FROM Lead")).Json["records"]![0]!;
        Assert.True((bool)lead["IsConverted"]!);
        Assert.Equal(contact, (string)lead["ConvertedContactId"]!);
        Assert.NotNull(lead["ConvertedAccountId"]);
        Assert.Equal(named ? "keep" : "l", (string)lead["ConvertedContact"]!["LastName"]!);
        Assert.Equal(contact, (string)(await org.EventsAsync())[0]!["WhoId"]!);
        Assert.Equal("CANNOT_UPDATE_CONVERTED_LEAD", (await org.CreateAsync(SimulatedOrg.Event(new { WhoId = refs["lead"] }))).Error);
        Assert.Equal(400, (await org.ControlAsync("POST", "/convert", new { lead = refs["lead"] })).Status);
    }

    [Fact]
    public async Task FrozenUser_OwnsEventsButCannotSignIn()
    {
        var (org, refs) = await CreateAsync();

        await org.ControlAsync("POST", $"/users/{org.AdminId}/freeze");
        var call = await org.GetAsync("/limits");
        var refresh = await org.RefreshAsync(org.RefreshToken);
        var authorize = await org.SendAsync("GET", "/services/oauth2/authorize?response_type=code&client_id=x&redirect_uri=http%3A%2F%2F127.0.0.1%2Fback&sim_auto=allow&login_hint=" + Uri.EscapeDataString($"admin@{org.Name}.example"), token: string.Empty);
        await org.ControlAsync("POST", $"/users/{org.AdminId}/unfreeze");
        await org.ControlAsync("POST", $"/users/{refs["u"]}/freeze");

        Assert.Equal(401, call.Status);
        Assert.Equal((400, "invalid_grant"), (refresh.Status, refresh.Error));
        Assert.NotEqual(302, authorize.Status);
        Assert.Equal(200, (await org.RefreshAsync(org.RefreshToken)).Status);
        Assert.True((bool)(await org.CreateAsync(SimulatedOrg.Event(new { OwnerId = refs["u"] }))).Json[0]!["success"]!);
        Assert.Equal(400, (await org.ControlAsync("POST", "/users/nobody/freeze")).Status);
    }

    [Fact]
    public async Task DeletedOpportunity_TakesItsRolesAlong()
    {
        var (org, refs) = await CreateAsync();
        var before = (await org.QueryAsync("SELECT Id FROM OpportunityContactRole")).TotalSize;

        await org.SendAsync("DELETE", SimulatedOrg.Data + "/sobjects/Opportunity/" + refs["o"]);
        await org.AddAsync($$"""{"OpportunityContactRole":[{"OpportunityId":"{{refs["o"]}}","ContactId":"{{refs["keep"]}}"}]}""");

        Assert.Equal(1, before);
        Assert.Equal(0, (await org.QueryAsync("SELECT Id FROM OpportunityContactRole")).TotalSize);
        Assert.Equal(2, (await org.SendAsync("GET", SimulatedOrg.Data + "/queryAll?q=" + Uri.EscapeDataString("SELECT Id FROM OpportunityContactRole"))).TotalSize);
    }

    [Fact]
    public async Task DeletedOpportunity_RolledBack_KeepsItsRoles()
    {
        var (org, refs) = await CreateAsync();

        await org.SendAsync("DELETE", $"{SimulatedOrg.Data}/composite/sobjects?ids={refs["o"]},006000000000001AAA&allOrNone=true");

        Assert.Equal(1, (await org.QueryAsync("SELECT Id FROM OpportunityContactRole")).TotalSize);
        Assert.Equal(1, (await org.QueryAsync("SELECT Id FROM Opportunity")).TotalSize);
    }

    [Theory]
    [InlineData("/merge", """{"keep":"003000000000001AAA","lose":"003000000000002AAA","loose":1}""", "loose")]
    [InlineData("/convert", """{"lead":"00Q000000000001AAA","account":1}""", "account")]
    public async Task Act_WithAnUnknownMember_NamesIt(string path, string body, string named)
    {
        var (org, _) = await CreateAsync();

        var answer = await org.ControlAsync("POST", path, JsonNode.Parse(body));

        Assert.Equal(400, answer.Status);
        Assert.Contains(named, (string)answer.Json["error"]!, StringComparison.Ordinal);
    }

    private async Task<(SimulatedOrg Org, Dictionary<string, string> Refs)> CreateAsync()
    {
        var org = await simulator.CreateOrgAsync();
        return (org, await org.AddAsync(Customers));
    }
}
