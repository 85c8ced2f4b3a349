using System.Text.Json;

namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class EventPeopleTests(SimulatorFixture simulator) : IAsyncLifetime
{
    private SimulatedOrg _org = null!;
    private Dictionary<string, string> _refs = [];

    public async Task InitializeAsync()
    {
        _org = await simulator.CreateOrgAsync();
        var contacts = string.Join(',', Enumerable.Range(1, 51).Select(i => $$"""{"@ref":"c{{i}}","LastName":"c{{i}}"}"""));
        _refs = await _org.AddAsync($$"""{"Contact":[{{contacts}}],"Lead":[{"@ref":"l1","LastName":"l","Company":"x"},{"@ref":"l2","LastName":"l","Company":"x"}]}""");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(null, "c2,c1", "c2,c1")]
    [InlineData("c3", "c1,c2", "c3,c1,c2")]
    [InlineData("c2", "c1,c2,c3", "c2,c1,c3")]
    [InlineData("c1", "", "c1")]
    [InlineData(null, "l1", "l1")]
    public async Task EventWhoIds_WithAndWithoutWhoId_ChooseThePrimary(string? who, string list, string expected)
    {
        var answer = await _org.CreateAsync(SimulatedOrg.Event(Fields(who, list)));

        Assert.True((bool)answer.Json[0]!["success"]!, answer.Text);
        var made = (await _org.EventsAsync())[0]!;
        var people = expected.Split(',').Select(n => _refs[n]).ToArray();
        Assert.Equal(people, made["who_ids"].Deserialize<string[]>());
        Assert.Equal(people[0], (string)made["WhoId"]!);
    }

    [Theory]
    [InlineData("c1,l1")]
    [InlineData("l1,l2")]
    public async Task EventWhoIds_OfContactsAndLeads_AreRefused(string list)
    {
        Assert.Equal("FIELD_INTEGRITY_EXCEPTION", (await _org.CreateAsync(SimulatedOrg.Event(Fields(null, list)))).Error);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public async Task EventWhoIds_OfFiftyContacts_AreTheMost(int count, bool taken)
    {
        var list = string.Join(',', Enumerable.Range(1, count).Select(i => $"c{i}"));

        var answer = await _org.CreateAsync(SimulatedOrg.Event(Fields(null, list)));

        Assert.Equal(taken, (bool)answer.Json[0]!["success"]!);
    }

    [Fact]
    public async Task EventWhoIds_WithoutSharedActivities_AreAnUnknownColumn()
    {
        var org = await simulator.CreateOrgAsync(new { shared_activities = false });

        var answer = await org.CreateAsync(SimulatedOrg.Event(new { EventWhoIds = Array.Empty<string>() }));

        Assert.Equal(400, answer.Status);
        Assert.Equal("INVALID_FIELD", answer.Error);
        Assert.Contains("No such column 'EventWhoIds' on sobject of type Event", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventWhoRelation_ListsThePeopleOfAnEvent()
    {
        var made = await _org.CreateAsync(SimulatedOrg.Event(Fields(null, "c1,c2")), SimulatedOrg.Event(Fields(null, "c3")));

        var answer = await _org.QueryAsync($"SELECT EventId, RelationId, Type FROM EventWhoRelation WHERE EventId IN ('{made.Json[0]!["id"]}')");

        Assert.Equal(2, answer.TotalSize);
        Assert.Equal(_refs["c1"], (string)answer.Json["records"]![0]!["RelationId"]!);
    }

    private Dictionary<string, object> Fields(string? who, string list)
    {
        Dictionary<string, object> fields = new()
        {
            ["EventWhoIds"] = list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => _refs[n]).ToArray(),
        };
        if (who is not null)
        {
            fields["WhoId"] = _refs[who];
        }

        return fields;
    }
}
