using Microsoft.Extensions.Localization;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>What an org is called by, from its addresses.</summary>
public static class OrgNames
{
    /// <summary>Production or sandbox, as the address tells (<c>acme--uat.sandbox.my.salesforce.com</c>).</summary>
    public static string Environment(OrgView org, IStringLocalizer<ConnectionsTexts> texts) =>
        Host(org.InstanceUrl ?? org.LoginUrl) is { } host && (host == "test.salesforce.com" || host.Contains(".sandbox.", StringComparison.Ordinal))
            ? texts["Connections_Org_Sandbox"]
            : texts["Connections_Org_Production"];

    /// <summary>The org's own name (<c>acme</c> of <c>acme.my.salesforce.com</c>), or null where the address has none.</summary>
    public static string? MyDomain(OrgView org) =>
        Host(org.InstanceUrl) is { } host && host.EndsWith(".salesforce.com", StringComparison.Ordinal) ? host.Split('.')[0] : null;

    /// <summary>
    /// Who authorised: the name that was given at the time, else the id, by which Salesforce finds the user (an authorisation
    /// that was provisioned names nobody), which comes with the first token.
    /// </summary>
    public static string User(OrgView org, IStringLocalizer<ConnectionsTexts> texts) =>
        org.Username ?? (org.UserId is { } id ? texts["Connections_User_ById", id] : texts["Connections_User_NotYet"]);

    /// <summary>The user's page in Salesforce; null where nobody is known yet.</summary>
    public static string? UserUrl(OrgView org) =>
        org is { InstanceUrl: { } instance, UserId: { } id } ? $"{instance.TrimEnd('/')}/{id}" : null;

    private static string? Host(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Host : null;
}
