using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.Simulated;

public sealed class SimulatedWriteTests(SimulatedOrgs orgs) : IClassFixture<SimulatedOrgs>
{
    [Theory]
    [InlineData("close_after")]
    [InlineData("close_before")]
    [InlineData("truncate")]
    [InlineData("html_503")]
    [InlineData("hang")]
    [Trait("Rule", "R-D1")]
    public async Task Write_ByMarkerWithAFault_MakesEachEventOnceInTheEnd(string kind)
    {
        var org = await orgs.CreateAsync(new { name = $"upsert-{kind.Replace('_', '-')}", marker_field = true });
        var records = Samples.Events(300).Select(r => r with { OwnerId = org.AdminId }).ToArray();
        await org.Open().DescribeAsync(CancellationToken.None);
        await org.BreakAsync(new { match = new { path = "composite" }, kind, times = 1, delay_ms = 3000, commit = "at_once" });

        var first = await org.Open().WriteAsync(records, byMarker: true, 200, CancellationToken.None);
        var second = await org.Open().WriteAsync(records, byMarker: true, 200, CancellationToken.None);

        Assert.All(first, o => Assert.NotEqual(WriteCertainty.NotWritten, o.Failure!.Certainty));
        Assert.All(second, o => Assert.NotNull(o.EventId));
        Assert.Equal(300, (await org.EventsAsync()).Count);
    }

    [Fact]
    public async Task Write_ThousandEvents_IsOneCallAndKeepsWhatWasSent()
    {
        var org = await orgs.CreateAsync(new { name = "thousand", marker_field = true });
        var refs = await org.AddAsync(new
        {
            Contact = new[]
            {
                new Dictionary<string, string> { ["@ref"] = "c1", ["LastName"] = "A" },
                new Dictionary<string, string> { ["@ref"] = "c2", ["LastName"] = "B" },
            },
        });
        var records = Enumerable.Range(0, 1000).Select(i => Samples.Event(i, refs["c2"], refs["c1"]) with { OwnerId = org.AdminId }).ToArray();
        var client = org.Open();

        var outcomes = await client.WriteAsync(records, byMarker: true, 200, CancellationToken.None);

        Assert.All(outcomes, o => Assert.NotNull(o.EventId));
        Assert.Equal((1, 1), (client.Calls, await org.CountedAsync()));
        var events = await org.EventsAsync();
        Assert.Equal(1000, events.Count);
        var found = events.Single(e => e.GetProperty("Id").GetString() == outcomes[7].EventId);
        Assert.Equal(records[7].Subject, found.GetProperty("Subject").GetString());
        Assert.Equal(records[7].Description, found.GetProperty("Description").GetString());
        Assert.Equal([refs["c2"], refs["c1"]], found.GetProperty("who_ids").EnumerateArray().Select(w => w.GetString()));
        Assert.Equal("Free", found.GetProperty("ShowAs").GetString());
    }

    [Fact]
    public async Task Write_RecordThatIsRefused_FailsAlone()
    {
        var org = await orgs.CreateAsync(new { name = "refused" });
        var good = Samples.Event(1) with { OwnerId = org.AdminId };

        var outcomes = await org.Open().WriteAsync([good, good with { Start = good.End.AddDays(-2) }, good with { OwnerId = "0055g000009ZZZZAAA" }], false, 200, CancellationToken.None);

        Assert.NotNull(outcomes[0].EventId);
        Assert.Equal("FIELD_INTEGRITY_EXCEPTION", outcomes[1].Failure!.Code);
        Assert.Contains(outcomes[1].Failure!.Fields, f => f is "EndDateTime" or "DurationInMinutes");
        Assert.Equal(FailureClass.Data, outcomes[2].Failure!.Class);
    }

    [Fact]
    public async Task Write_ManyPeopleWhereSharedActivitiesAreOff_SaysWhichFieldIsMissing()
    {
        var org = await orgs.CreateAsync(new { name = "unshared", shared_activities = false });
        var refs = await org.AddAsync(new
        {
            Contact = new[]
            {
                new Dictionary<string, string> { ["@ref"] = "c1", ["LastName"] = "A" },
                new Dictionary<string, string> { ["@ref"] = "c2", ["LastName"] = "B" },
            },
        });

        var capabilities = await org.Open().DescribeAsync(CancellationToken.None);
        var outcome = Assert.Single(await org.Open().WriteAsync(
            [Samples.Event(1, refs["c1"], refs["c2"]) with { OwnerId = org.AdminId }], false, 200, CancellationToken.None));

        Assert.False(capabilities.SharedActivities);
        Assert.Equal((FailureClass.Configuration, "INVALID_FIELD"), (outcome.Failure!.Class, outcome.Failure.Code));
    }

    [Fact]
    public async Task Delete_Twice_SaysThatTheyAreInTheBin()
    {
        var org = await orgs.CreateAsync(new { name = "deleted" });
        var written = await org.Open().WriteAsync([.. Samples.Events(450).Select(r => r with { OwnerId = org.AdminId })], false, 200, CancellationToken.None);
        string[] ids = [.. written.Select(o => o.EventId!)];
        var client = org.Open();

        var first = await client.DeleteAsync(ids, CancellationToken.None);
        var second = await client.DeleteAsync(ids, CancellationToken.None);

        Assert.Equal(ids, first.Select(o => o.EventId));
        Assert.All(second, o => Assert.Equal("ENTITY_IS_DELETED", o.Failure!.Code));
        Assert.Equal(2, client.Calls);
        Assert.All(await org.EventsAsync(), e => Assert.True(e.GetProperty("is_deleted").GetBoolean()));
    }

    [Fact]
    [Trait("Rule", "R-O4")]
    public async Task CreateUsers_MoreThanLicences_CreatesThoseThatFit()
    {
        var org = await orgs.CreateAsync(new { name = "users", licences = new { salesforce_integration = 2 } });
        NewUser[] users = [.. Enumerable.Range(0, 3).Select(i => new NewUser($"op{i}@example.com", $"op{i}@example.com.users", "山田", null, $"op{i}"))];

        var outcomes = await org.Open().CreateUsersAsync(users, CancellationToken.None);
        var found = await org.Open().LookUpAsync(new LookUpQuestion { UserEmails = [.. users.Select(u => u.Email)] }, CancellationToken.None);

        Assert.Equal([null, null, "LICENSE_LIMIT_EXCEEDED"], outcomes.Select(o => o.Failure?.Code));
        Assert.Equal(outcomes.Take(2).Select(o => o.UserId!).Order(), found.Users.Select(u => u.Id).Order());
        Assert.All(found.Users, u => Assert.Equal("Salesforce Integration", u.LicenseName));
    }
}
