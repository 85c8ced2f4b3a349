using Microsoft.Extensions.Localization;
using RelationSync.Portal.Queries;
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

    private static string? Host(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Host : null;
}
