using System.Globalization;
using System.Text.Json.Nodes;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Seeding;

/// <summary>Japanese customers for the demo, the same at every start.</summary>
internal static class DemoSeed
{
    private static readonly DateTime Started = new(2025, 4, 1, 0, 0, 0, DateTimeKind.Utc);

    public static void Fill(Org org, UsernameRegistry usernames, string adminId)
    {
        using var gate = GateScope.Write(org);
        var context = new WriteContext(org, adminId, usernames, new Transaction()) { Unchecked = true };
        foreach (var user in DemoPeople.Users)
        {
            OrgSeed.Insert(context, "User", new() { ["LastName"] = user.LastName, ["FirstName"] = user.FirstName, ["Email"] = user.Email, ["Username"] = $"{user.Email}.{org.Name}", ["Alias"] = user.Email.Split('@')[0][..4], ["IsActive"] = true });
        }

        Dictionary<string, string> accounts = [];
        foreach (var company in DemoPeople.Contacts.Select(c => c.Company).Distinct())
        {
            accounts[company] = OrgSeed.Insert(context, "Account", new() { ["Name"] = company });
        }

        List<string> contacts = [];
        foreach (var (person, at) in DemoPeople.Contacts.Select((p, i) => (p, i)))
        {
            contacts.Add(OrgSeed.Insert(context, "Contact", Person(person, at, accounts[person.Company])));
        }

        foreach (var (person, at) in DemoPeople.Leads.Select((p, i) => (p, i)))
        {
            var lead = Person(person, at, account: null);
            lead["Company"] = person.Company;
            OrgSeed.Insert(context, "Lead", lead);
        }

        foreach (var (contact, at) in DemoPeople.Opportunities.Select((c, i) => (c, i)))
        {
            var company = DemoPeople.Contacts[contact].Company;
            var opportunity = OrgSeed.Insert(context, "Opportunity", new()
            {
                ["Name"] = $"{company} サポート契約",
                ["AccountId"] = accounts[company],
                ["StageName"] = at % 3 == 2 ? "Closed Won" : "Proposal/Price Quote",
                ["CloseDate"] = Day(at + 90)[..10],
                ["CreatedDate"] = Day(at + 30),
            });
            OrgSeed.Insert(context, "OpportunityContactRole", new() { ["OpportunityId"] = opportunity, ["ContactId"] = contacts[contact], ["IsPrimary"] = true, ["Role"] = "Decision Maker" });
        }

        LicenceCounter.Recount(org);
    }

    private static JsonObject Person(DemoPerson person, int at, string? account)
    {
        JsonObject fields = new()
        {
            ["LastName"] = person.LastName,
            ["FirstName"] = person.FirstName,
            ["Email"] = person.Email,
            ["Phone"] = person.Phone,
            ["CreatedDate"] = Day(at),
        };
        if (account is not null)
        {
            fields["AccountId"] = account;
        }

        return fields;
    }

    private static string Day(int offset) => Started.AddDays(offset).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
