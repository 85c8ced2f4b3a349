using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.Simulated;

[Trait("Rule", "R-W7")]
public sealed class SimulatedLookUpTests(SimulatedOrgs orgs) : IClassFixture<SimulatedOrgs>
{
    [Fact]
    public async Task LookUp_KeysOfEveryKind_FindsWhatIsThere()
    {
        var org = await orgs.CreateAsync(new { name = "lookup" });
        var refs = await org.AddAsync(new
        {
            Contact = new object[]
            {
                new Dictionary<string, string> { ["@ref"] = "quote", ["LastName"] = "O", ["Email"] = "O'Brien@Example.com" },
                new Dictionary<string, string> { ["@ref"] = "exact", ["LastName"] = "E", ["Phone"] = "03-1234-5678" },
                new Dictionary<string, string> { ["@ref"] = "wide", ["LastName"] = "W", ["Phone"] = "（０３）９８７６ー５４３２" },
                new Dictionary<string, string> { ["LastName"] = "Other", ["Email"] = "other@example.com", ["Phone"] = "03-0000-0000" },
            },
            Lead = new object[]
            {
                new Dictionary<string, object> { ["@ref"] = "lead", ["LastName"] = "L", ["Company"] = "C", ["Email"] = "o'brien@example.com" },
                new Dictionary<string, object> { ["LastName"] = "X", ["Company"] = "C", ["Email"] = "o'brien@example.com", ["IsConverted"] = true },
            },
            Opportunity = new object[]
            {
                new Dictionary<string, object> { ["@ref"] = "open", ["Name"] = "Open", ["StageName"] = "Prospecting", ["CloseDate"] = "2030-01-01" },
            },
            OpportunityContactRole = new object[] { new Dictionary<string, object> { ["OpportunityId"] = "@open", ["ContactId"] = "@quote", ["IsPrimary"] = true } },
        });
        var client = org.Open();

        var answer = await client.LookUpAsync(
            new LookUpQuestion
            {
                UserEmails = ["ADMIN@lookup.example", "nobody@example.com"],
                Emails = ["o'brien@example.com", @"back\slash@example.com", "new\nline", "nul\0"],
                PhoneSpellings = ["03-1234-5678", "0312345678"],
                PhonePatterns = ["%9%8%7%6%5%4%3%2%", "%９%８%７%６%５%４%３%２%", "%_%_%1%"],
                Contacts = true,
                Leads = true,
                Opportunities = true,
                Markers = [],
            },
            CancellationToken.None);

        Assert.Equal([org.AdminId], answer.Users.Select(u => u.Id));
        Assert.NotNull(answer.Users[0].LicenseName);
        Assert.Equal(new[] { refs["quote"], refs["exact"], refs["wide"] }.Order(), answer.Contacts.Select(c => c.Id).Order());
        Assert.Equal([refs["lead"]], answer.Leads.Select(l => l.Id));
        Assert.Equal([(refs["open"], refs["quote"], true)], answer.Roles.Select(r => (r.OpportunityId, r.ContactId, r.IsPrimary)));
        Assert.Equal(await org.CountedAsync(), client.Calls);
    }

    [Fact]
    public async Task LookUp_ColdBatchOfAThousandAddresses_IsOneCall()
    {
        var org = await orgs.CreateAsync(new { name = "cold", marker_field = true });
        var client = org.Open();

        await client.LookUpAsync(
            new LookUpQuestion
            {
                UserEmails = ["a@example.com"],
                Emails = [.. Enumerable.Range(0, 1000).Select(i => $"customer.{i}@mail.example.co.jp")],
                Contacts = true,
                Leads = true,
                Opportunities = true,
                Markers = [.. Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid())],
            },
            CancellationToken.None);

        Assert.Equal((1, 1), (client.Calls, await org.CountedAsync()));
    }

    [Fact]
    public async Task LookUp_MoreRowsThanAPage_FindsAll()
    {
        var org = await orgs.CreateAsync(new { name = "pages" });
        await org.AddAsync(new { Contact = Enumerable.Range(0, 4500).Select(i => new { LastName = $"N{i}", Email = "same@example.com" }) });
        var client = org.Open();

        var answer = await client.LookUpAsync(new LookUpQuestion { Emails = ["same@example.com"], Contacts = true }, CancellationToken.None);

        Assert.Equal(4500, answer.Contacts.Count);
        Assert.Equal(3, client.Calls);
    }

    [Fact]
    public async Task LookUp_ManyPhones_StaysWithinWhatAnOrgTakes()
    {
        var org = await orgs.CreateAsync(new { name = "phones" });
        var client = org.Open();

        await client.LookUpAsync(
            new LookUpQuestion
            {
                PhoneSpellings = [.. Enumerable.Range(0, 20_000).Select(i => $"（０３）{i:D4}ー５６７８")],
                PhonePatterns = [.. Enumerable.Range(0, 300).Select(i => $"%３%{i / 100}%{i / 10 % 10}%{i % 10}%")],
                Contacts = true,
                Leads = true,
            },
            CancellationToken.None);

        Assert.Equal(await org.CountedAsync(), client.Calls);
    }

    [Fact]
    [Trait("Rule", "R-D1")]
    public async Task LookUp_EventsOfUnknownOutcome_AreFoundByTheirStart()
    {
        var org = await orgs.CreateAsync(new { name = "starts" });
        var record = Samples.Event(1) with { OwnerId = org.AdminId };
        await org.Open().DescribeAsync(CancellationToken.None);
        await org.BreakAsync(new { match = new { path = "composite" }, kind = "close_after", times = 1 });
        var lost = Assert.Single(await org.Open().WriteAsync([record], byMarker: false, 200, CancellationToken.None));

        var answer = await org.Open().LookUpAsync(
            new LookUpQuestion { EventStarts = [record.Start], EventsCreatedSince = DateTimeOffset.UnixEpoch }, CancellationToken.None);

        Assert.Equal(WriteCertainty.Unknown, lost.Failure!.Certainty);
        var hit = Assert.Single(answer.Events);
        Assert.Equal((record.Subject, record.Description), (hit.Subject, hit.Description));
        Assert.Equal(record.Start.ToUnixTimeSeconds(), hit.Start.ToUnixTimeSeconds());
    }
}
