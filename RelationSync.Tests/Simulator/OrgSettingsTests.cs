using System.Text;
using System.Text.Json.Nodes;

namespace RelationSync.Tests.Simulator;

/// <summary>What an org is told to be: refused where it is misspelt.</summary>
[Collection(nameof(SimulatorGroup))]
public sealed class OrgSettingsTests(SimulatorFixture simulator)
{
    [Theory]
    [InlineData("""{"marker":true,"shared":1}""", "marker", "shared")]
    [InlineData("""{"licences":{"salesforce":1}}""", "licences.salesforce")]
    [InlineData("""{"latency":{"ms":1}}""", "latency.ms")]
    [InlineData("""{"custom_fields":[{"name":"X__c","type":"Text","uniq":true}]}""", "custom_fields.uniq")]
    [InlineData("""{"validation_rules":[{"fields":["X"],"when":{"field":"Subject","equal":"x"},"message":"m"}]}""", "validation_rules.fields", "validation_rules.when.equal")]
    [InlineData("""{"admin_permissions":["ViewAll"]}""", "ViewAll")]
    [InlineData("""{"hidden_fields":["Subjekt"]}""", "Subjekt")]
    [InlineData("""{"custom_fields":[{"name":"X__c","type":"Geolocation"}]}""", "Geolocation")]
    [InlineData("""{"custom_fields":[{"name":"X"}]}""", "custom_fields")]
    [InlineData("""{"validation_rules":[{"when":{"field":"Nope","equals":"x"},"message":"m"}]}""", "Nope")]
    [InlineData("""{"validation_rules":[{"when":{"field":"Subject"},"message":"m"}]}""", "validation_rules")]
    [InlineData("""{"activity_sharing":"secret"}""", "activity_sharing")]
    public async Task Setting_ThatNoOrgHas_IsRefusedByName(string settings, params string[] named)
    {
        var org = await simulator.CreateOrgAsync();
        var body = JsonNode.Parse(settings)!.AsObject();
        body["name"] = "misspelt";

        var answer = await org.SendAsync("POST", simulator.BaseUrl + "/_control/orgs", body, token: string.Empty);

        Assert.Equal(400, answer.Status);
        Assert.All(named, name => Assert.Contains(name, (string)answer.Json["error"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Record_WithMembersThatNobodyKnows_IsRefusedByTheirNames()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.ControlAsync("POST", "/records", new StringContent("""{"Contact":[{"@ref":"c","@id":"x","LastName":"c","Nope":1}],"Kontakt":[]}""", Encoding.UTF8, "application/json"));

        Assert.Equal(400, answer.Status);
        Assert.Equal("unknown: Contact.@id, Contact.Nope, Kontakt", (string)answer.Json["error"]!);
    }

    [Fact]
    public async Task Sandbox_SaysSo_AndDisarmsAddresses()
    {
        var org = await simulator.CreateOrgAsync(new { sandbox = true });
        var production = await simulator.CreateOrgAsync();
        await org.AddAsync("""{"User":[{"Username":"a@box.example","Email":"a@box.example"},{"Username":"b@box.example","Email":"b@box.example.invalid"}]}""");
        var profile = (string)(await org.QueryAsync("SELECT Id FROM Profile LIMIT 1")).Json["records"]![0]!["Id"]!;
        await org.PostAsync("/sobjects/User", new { Username = "c@box.example", LastName = "n", Email = "c@box.example", Alias = "n", TimeZoneSidKey = "Asia/Tokyo", LocaleSidKey = "ja_JP", EmailEncodingKey = "UTF-8", LanguageLocaleKey = "ja", ProfileId = profile });

        var emails = (await org.QueryAsync("SELECT Email FROM User ORDER BY Email")).Json["records"]!.AsArray().Select(u => (string)u!["Email"]!);
        Assert.Equal(["a@box.example.invalid", $"admin@{org.Name}.example", "b@box.example.invalid", "c@box.example.invalid"], emails.Order(StringComparer.Ordinal));
        Assert.True((bool)(await OrganizationAsync(org))["IsSandbox"]!);
        Assert.False((bool)(await OrganizationAsync(production))["IsSandbox"]!);
        Assert.Equal("Enterprise Edition", (string)(await OrganizationAsync(production))["OrganizationType"]!);
    }

    [Fact]
    public async Task Administrator_WasMadeByAUser()
    {
        var org = await simulator.CreateOrgAsync();

        var admin = (await org.QueryAsync("SELECT CreatedById, CreatedBy.Username, LastModifiedById FROM User")).Json["records"]![0]!;

        Assert.Equal((org.AdminId, org.AdminId), ((string)admin["CreatedById"]!, (string)admin["LastModifiedById"]!));
        Assert.Equal($"admin@{org.Name}.example", (string)admin["CreatedBy"]!["Username"]!);
    }

    [Fact]
    public async Task TaskType_IsAValueSetOfItsOwn()
    {
        var org = await simulator.CreateOrgAsync();

        await org.SoapAsync("""<updateMetadata><metadata xsi:type="StandardValueSet"><fullName>TaskType</fullName><sorted>false</sorted><standardValue><fullName>電話</fullName><default>false</default><label>電話</label></standardValue></metadata></updateMetadata>""");

        var task = await org.SoapAsync("<readMetadata><type>StandardValueSet</type><fullNames>TaskType</fullNames></readMetadata>");
        var ofEvent = await org.SoapAsync("<readMetadata><type>StandardValueSet</type><fullNames>EventType</fullNames></readMetadata>");
        var tooling = await org.GetAsync("/tooling/query?q=" + Uri.EscapeDataString("SELECT Metadata FROM StandardValueSet WHERE MasterLabel = 'TaskType'"));
        Assert.Contains("電話", task.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Meeting", task.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("電話", ofEvent.Text, StringComparison.Ordinal);
        Assert.Equal("電話", (string)Assert.Single(tooling.Json["records"]![0]!["Metadata"]!["standardValue"]!.AsArray())!["valueName"]!);
    }

    private static async Task<JsonNode> OrganizationAsync(SimulatedOrg org) =>
        (await org.QueryAsync("SELECT IsSandbox, OrganizationType FROM Organization")).Json["records"]![0]!;
}
