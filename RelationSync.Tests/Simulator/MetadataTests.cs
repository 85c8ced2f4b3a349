namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class MetadataTests(SimulatorFixture simulator)
{
    private const string Read = "<readMetadata><type>StandardValueSet</type><fullNames>EventType</fullNames></readMetadata>";
    private const string MarkerField = """<createMetadata><metadata xsi:type="CustomField"><fullName>Activity.RelationSync_ActionId__c</fullName><externalId>true</externalId><label>Action id</label><length>64</length><type>Text</type><unique>true</unique></metadata></createMetadata>""";

    private static readonly string[] CallAndMail = ["Call", "メール"];

    [Fact]
    public async Task UpdateOfTheValueSet_ReplacesTheWholeList()
    {
        var org = await simulator.CreateOrgAsync();

        var update = await org.SoapAsync(Update("Call", "メール"));
        var read = await org.SoapAsync(Read);

        Assert.Contains("<success>true</success>", update.Text, StringComparison.Ordinal);
        Assert.Equal(["Call", "メール"], await ActiveTypesAsync(org));
        Assert.DoesNotContain("Meeting", read.Text, StringComparison.Ordinal);
        Assert.Contains("<fullName>メール</fullName>", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_WithoutThePermission_IsRefusedInItsResult()
    {
        var org = await simulator.CreateOrgAsync(new { metadata_permission = false, types = CallAndMail });

        var answer = await org.SoapAsync(Update("New"));

        Assert.Equal(200, answer.Status);
        Assert.Contains("<statusCode>INSUFFICIENT_ACCESS</statusCode>", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["Call", "メール"], await ActiveTypesAsync(org));
    }

    [Fact]
    public async Task Soap_WithADeadToken_AnswersAFaultWithStatus500()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.SoapAsync(Read, token: "dead");

        Assert.Equal(500, answer.Status);
        Assert.Contains("INVALID_SESSION_ID</faultcode>", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateOfTheMarkerField_MakesUpsertPossible()
    {
        var org = await simulator.CreateOrgAsync();
        await org.CreateAsync(SimulatedOrg.Event());

        var first = await org.SoapAsync(MarkerField);
        var second = await org.SoapAsync(MarkerField);
        var upsert = await org.UpsertAsync(SimulatedOrg.Event(new { RelationSync_ActionId__c = "m" }));

        Assert.Contains("<success>true</success>", first.Text, StringComparison.Ordinal);
        Assert.Contains("DUPLICATE_DEVELOPER_NAME", second.Text, StringComparison.Ordinal);
        Assert.True((bool)upsert.Json[0]!["created"]!);
    }

    [Fact]
    public async Task Values_AreAlsoReadByUiApiAndTooling()
    {
        var org = await simulator.CreateOrgAsync(new { types = CallAndMail });

        var ui = await org.GetAsync("/ui-api/object-info/Event/picklist-values/012000000000000AAA/Type");
        var tooling = await org.GetAsync("/tooling/query?q=" + Uri.EscapeDataString("SELECT Metadata FROM StandardValueSet WHERE MasterLabel='EventType'"));

        Assert.Equal(["Call", "メール"], ui.Json["values"]!.AsArray().Select(v => (string)v!["value"]!));
        Assert.Equal("メール", (string)tooling.Json["records"]![0]!["Metadata"]!["standardValue"]![1]!["valueName"]!);
    }

    private static string Update(params string[] values) =>
        $"<updateMetadata><metadata xsi:type=\"StandardValueSet\"><fullName>EventType</fullName><sorted>false</sorted>{string.Concat(values.Select(v => $"<standardValue><fullName>{v}</fullName><default>false</default><label>{v}</label></standardValue>"))}</metadata></updateMetadata>";

    private static async Task<IEnumerable<string>> ActiveTypesAsync(SimulatedOrg org) =>
        (await org.GetAsync("/sobjects/Event/describe")).Json["fields"]!.AsArray().Single(f => (string)f!["name"]! == "Type")!["picklistValues"]!.AsArray()
            .Where(v => (bool)v!["active"]!).Select(v => (string)v!["value"]!);
}
