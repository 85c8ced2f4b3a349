namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class CollectionsTests(SimulatorFixture simulator)
{
    private static readonly string[] Fields = ["Id", "Subject"];

    [Theory]
    [InlineData(200, 200)]
    [InlineData(201, 400)]
    public async Task Create_OfTwoHundredRecords_IsTheMost(int count, int status)
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.CreateAsync([.. Enumerable.Range(0, count).Select(i => SimulatedOrg.Event())]);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? count : 0, (await org.EventsAsync()).Count);
    }

    [Fact]
    public async Task Create_WithOneBadRecord_AnswersInOrderAndKeepsTheOthers()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.CreateAsync(SimulatedOrg.Event(), SimulatedOrg.Event(new { Subject = new string('x', 256) }), SimulatedOrg.Event());

        Assert.Equal(200, answer.Status);
        Assert.Equal([true, false, true], answer.Json.AsArray().Select(r => (bool)r!["success"]!));
        Assert.Equal(2, (await org.EventsAsync()).Count);
    }

    [Fact]
    public async Task Create_AllOrNone_RollsTheOthersBack()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.PostAsync("/composite/sobjects", new { allOrNone = true, records = new[] { SimulatedOrg.Event(), SimulatedOrg.Event(new { Subject = new string('x', 256) }) } });

        Assert.Equal("ALL_OR_NONE_OPERATION_ROLLED_BACK", answer.Error);
        Assert.Equal("STRING_TOO_LONG", (string)answer.Json[1]!["errors"]![0]!["statusCode"]!);
        Assert.Empty(await org.EventsAsync());
    }

    [Fact]
    public async Task Upsert_ByTheMarker_CreatesThenUpdates()
    {
        var org = await simulator.CreateOrgAsync(new { marker_field = true });
        var record = SimulatedOrg.Event(new { RelationSync_ActionId__c = "m1" });

        var first = await org.UpsertAsync(record);
        var second = await org.UpsertAsync(record);

        Assert.True((bool)first.Json[0]!["created"]!);
        Assert.False((bool)second.Json[0]!["created"]!);
        Assert.Equal((string)first.Json[0]!["id"]!, (string)second.Json[0]!["id"]!);
        Assert.Equal(2, (int)Assert.Single(await org.EventsAsync())!["write_count"]!);
    }

    [Fact]
    public async Task Upsert_AfterADelete_CreatesAnew()
    {
        var org = await simulator.CreateOrgAsync(new { marker_field = true });
        var record = SimulatedOrg.Event(new { RelationSync_ActionId__c = "m1" });
        var first = await org.UpsertAsync(record);
        await org.SendAsync("DELETE", $"{SimulatedOrg.Data}/composite/sobjects?ids={first.Json[0]!["id"]}&allOrNone=false");

        var second = await org.UpsertAsync(record);

        Assert.True((bool)second.Json[0]!["created"]!);
        Assert.Equal(2, (await org.EventsAsync()).Count);
    }

    [Fact]
    public async Task Upsert_WithOneMarkerTwice_TakesTheFirst()
    {
        var org = await simulator.CreateOrgAsync(new { marker_field = true });
        var record = SimulatedOrg.Event(new { RelationSync_ActionId__c = "m1" });

        var answer = await org.UpsertAsync(record, record);

        Assert.Equal([true, false], answer.Json.AsArray().Select(r => (bool)r!["success"]!));
        Assert.Equal("DUPLICATE_VALUE", (string)answer.Json[1]!["errors"]![0]!["statusCode"]!);
    }

    [Fact]
    public async Task Create_WithAMarkerThatIsThere_NamesTheOtherRecord()
    {
        var org = await simulator.CreateOrgAsync(new { marker_field = true });
        var record = SimulatedOrg.Event(new { RelationSync_ActionId__c = "m1" });
        var first = await org.CreateAsync(record);

        var second = await org.CreateAsync(record);

        Assert.Equal("DUPLICATE_VALUE", second.Error);
        Assert.Contains((string)first.Json[0]!["id"]!, second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upsert_InAnOrgWithoutTheMarker_SpoilsTheWholeCall()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.UpsertAsync(SimulatedOrg.Event());

        Assert.Equal((400, "INVALID_FIELD"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Retrieve_OfAMissingId_GivesNullInItsPlace()
    {
        var org = await simulator.CreateOrgAsync();
        var id = (string)(await org.CreateAsync(SimulatedOrg.Event())).Json[0]!["id"]!;

        var answer = await org.PostAsync("/composite/sobjects/Event", new { ids = new[] { "00U000000000001AAA", id }, fields = Fields });

        Assert.Null(answer.Json[0]);
        Assert.Equal("【メール】件名", (string)answer.Json[1]!["Subject"]!);
    }

    [Fact]
    public async Task Update_ByIds_ChangesThem()
    {
        var org = await simulator.CreateOrgAsync();
        var id = (string)(await org.CreateAsync(SimulatedOrg.Event())).Json[0]!["id"]!;

        var answer = await org.SendAsync("PATCH", SimulatedOrg.Data + "/composite/sobjects", new { records = new[] { new { attributes = new { type = "Event" }, id, Subject = "新" } } });

        Assert.True((bool)answer.Json[0]!["success"]!);
        Assert.Equal("新", (string)(await org.EventsAsync())[0]!["Subject"]!);
    }

    [Fact]
    public async Task Rows_OneByOne_AreMadeReadChangedAndDeleted()
    {
        var org = await simulator.CreateOrgAsync(new { marker_field = true });
        var made = await org.PostAsync("/sobjects/Event", SimulatedOrg.Event());
        var path = $"/sobjects/Event/{made.Json["id"]}";

        var patched = await org.SendAsync("PATCH", SimulatedOrg.Data + path, new { Subject = "新" });
        var read = await org.GetAsync(path + "?fields=Subject");
        var deleted = await org.SendAsync("DELETE", SimulatedOrg.Data + path);
        var gone = await org.GetAsync(path);
        var upserted = await org.SendAsync("PATCH", SimulatedOrg.Data + "/sobjects/Event/RelationSync_ActionId__c/m%2F1", SimulatedOrg.Event());

        Assert.Equal((201, 204, 204, 404), (made.Status, patched.Status, deleted.Status, gone.Status));
        Assert.Equal("新", (string)read.Json["Subject"]!);
        Assert.Equal("ENTITY_IS_DELETED", gone.Error);
        Assert.Equal(201, upserted.Status);
        Assert.Equal("m/1", (string)(await org.EventsAsync())[1]!["RelationSync_ActionId__c"]!);
    }
}
