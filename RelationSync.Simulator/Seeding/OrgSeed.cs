using System.Text.Json;
using System.Text.Json.Nodes;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Seeding;

/// <summary>What every new org has: licences, profiles, and an administrator.</summary>
internal static class OrgSeed
{
    private const int SalesforceLicences = 1_000;

    /// <returns>The administrator's id.</returns>
    public static string Fill(Org org, UsernameRegistry usernames)
    {
        var adminId = org.NextId(org.Schema["User"]);
        var context = new WriteContext(org, adminId, usernames, new Transaction()) { Unchecked = true };
        string Add(string entity, JsonObject fields, string? id = null) => Insert(context, entity, fields, id);

        Add("Organization", new() { ["Name"] = org.Name, ["OrganizationType"] = "Enterprise Edition", ["IsSandbox"] = org.Settings.Sandbox, ["InstanceName"] = org.Settings.Sandbox ? "SIM1S" : "SIM1", ["LanguageLocaleKey"] = "ja", ["DefaultLocaleSidKey"] = "ja_JP", ["TimeZoneSidKey"] = "Asia/Tokyo" }, org.Id);
        var salesforce = Add("UserLicense", Licence("Salesforce", "SFDC", SalesforceLicences));
        var integration = Add("UserLicense", Licence("Salesforce Integration", "PID_Salesforce_Integration", org.Settings.Licences.SalesforceIntegration));
        var administrator = Add("Profile", Profile("System Administrator", salesforce));
        Add("Profile", Profile("Standard User", salesforce));
        Add("Profile", Profile("Minimum Access - Salesforce", salesforce));
        Add("Profile", Profile("Minimum Access - API Only Integrations", integration));
        Add("PermissionSetLicense", new() { ["DeveloperName"] = "SalesforceAPIIntegrationPsl", ["MasterLabel"] = "Salesforce API Integration", ["PermissionSetLicenseKey"] = "SalesforceAPIIntegrationPsl", ["TotalLicenses"] = 1_000, ["UsedLicenses"] = 0, ["Status"] = "Active" });
        Add("User", new()
        {
            ["Username"] = org.AdminUsername,
            ["Email"] = org.AdminUsername,
            ["LastName"] = "管理者",
            ["Alias"] = "admin",
            ["ProfileId"] = administrator,
            ["IsActive"] = true,
        }, adminId);
        LicenceCounter.Recount(org);
        return adminId;
    }

    public static string Insert(WriteContext context, string entity, JsonObject fields, string? id = null)
    {
        var draft = DraftReader.Read(context.Org.Schema[entity], JsonSerializer.SerializeToElement(fields));
        return RecordSaver.Create(context, draft, id) is { Success: true, Id: { } made }
            ? made
            : throw new InvalidOperationException($"The seed holds a wrong {entity}");
    }

    private static JsonObject Licence(string name, string key, int total) => new()
    {
        ["Name"] = name,
        ["MasterLabel"] = name,
        ["LicenseDefinitionKey"] = key,
        ["Status"] = "Active",
        ["TotalLicenses"] = total,
        ["UsedLicenses"] = 0,
    };

    private static JsonObject Profile(string name, string licence) => new() { ["Name"] = name, ["UserLicenseId"] = licence, ["UserType"] = "Standard" };
}
