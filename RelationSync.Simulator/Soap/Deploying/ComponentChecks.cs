using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Soap.Deploying;

/// <summary>What an org says of a well-formed component: does all exist that it refers to, in the org or in the package? The caller holds the org's lock.</summary>
internal sealed class ComponentChecks(Org org, IReadOnlyList<Component> package)
{
    private const int LongestReportName = 40;

    /// <summary>Fields that reports have and the rows here don't.</summary>
    private static readonly string[] ReportFields = ["LastActivityDate"];

    private static readonly string[] Activities = ["Event", "Task"];

    private static readonly string[] UserPermissions =
    [
        "ActivitiesAccess", "ApiEnabled", "AssignPermissionSets", "CustomizeApplication", "EditEvent", "EditTask", "ManageInternalUsers", "ManageUsers",
        "ModifyAllData", "ModifyMetadata", "RunReports", "ViewAllData", "ViewAllUsers", "ViewSetup",
    ];

    /// <summary>Null: it can be saved.</summary>
    public string? Problem(Component component) => component.Type switch
    {
        "CustomField" => new FieldDefinition(org, component.FullName, component.Element).Check()?.Message,
        "StandardValueSet" => new ValueSetDefinition(org, component.FullName, component.Element).Check()?.Message,
        "PermissionSet" => PermissionSet(component),
        "ReportType" => ReportType(component),
        "Report" => InFolder(component, "ReportFolder") ?? Report(component),
        "Dashboard" => InFolder(component, "DashboardFolder") ?? Dashboard(component),
        "Translations" => Translations(component),
        "CustomObjectTranslation" => ObjectTranslation(component),
        _ => null,
    };

    private string? PermissionSet(Component component) =>
        Missing(component.Deep("field").Where(f => !HasField(f)), f => $"In field: field - no CustomField named {f} found")
        ?? Missing(component.All("userPermissions").Select(p => p.Element(SoapAnswer.Metadata + "name")!.Value).Except(UserPermissions), p => $"Unknown user permission: {p}");

    private string? ReportType(Component component)
    {
        var baseObject = component.Text("baseObject");
        return baseObject != "Activity" && !org.Schema.TryEntity(baseObject, out _)
            ? $"Cannot find object: {baseObject}"
            : Missing(Columns(component).Where(c => !HasReportField(c.Table, c.Field)), c => $"Invalid field name: {c.Table}.{c.Field}");
    }

    private string? Report(Component component)
    {
        if (component.Text("name").Length > LongestReportName)
        {
            return $"Value too long for field: Name maximum length is:{LongestReportName}";
        }

        var reportType = component.Text("reportType");
        if (!reportType.EndsWith("__c", StringComparison.Ordinal) || Find("ReportType", reportType[..^3]) is not { } type)
        {
            return "invalid report type";
        }

        var known = Columns(type).Select(c => $"{c.Table}${c.Field}").Concat(component.Deep("developerName")).Append("RowCount").ToHashSet(StringComparer.Ordinal);
        string[] places = ["field", "column", "dateColumn", "groupingColumn", "secondaryGroupingColumn", "sortColumn"];
        return Missing(places.SelectMany(component.Deep).Where(c => !known.Contains(c)), c => $"Invalid field name: {c}");
    }

    private string? Dashboard(Component component) =>
        Missing(component.Deep("report").Where(r => Find("Report", r) is null), r => $"Cannot find report: {r}");

    private string? Translations(Component component) =>
        MissingName(component, "reportTypes", "ReportType") ?? MissingName(component, "reports", "Report") ?? MissingName(component, "dashboards", "Dashboard");

    private string? ObjectTranslation(Component component)
    {
        var entity = component.FullName.Split('-')[0];
        return Missing(
            component.All("fields").Select(f => $"{entity}.{f.Element(SoapAnswer.Metadata + "name")!.Value}").Where(f => !HasField(f)), f => $"In field: name - no CustomField named {f} found");
    }

    private string? MissingName(Component component, string element, string type) => Missing(
        component.All(element).Select(e => e.Element(SoapAnswer.Metadata + "name")!.Value).Where(n => !Names(type).Any(known => known == n || known.EndsWith("/" + n, StringComparison.Ordinal))),
        n => $"In field: name - no {type} named {n} found");

    private string? InFolder(Component component, string folderType)
    {
        var folder = component.FullName.Split('/')[0];
        return component.FullName.Contains('/', StringComparison.Ordinal) && Find(folderType, folder) is not null ? null : $"Cannot find folder:{folder}";
    }

    private static string? Missing<T>(IEnumerable<T> missing, Func<T, string> problem) => missing.Select(problem).FirstOrDefault();

    private Component? Find(string type, string fullName) =>
        package.FirstOrDefault(c => c.Type == type && c.FullName == fullName)
        ?? (org.Metadata.Find(type, fullName) is { } element ? new Component(type, fullName, "", element) : null);

    private IEnumerable<string> Names(string type) => package.Where(c => c.Type == type).Select(c => c.FullName).Concat(org.Metadata.NamesOf(type));

    private bool HasField(string fullName) => FieldDefinition.Find(org, fullName) is not null
        || (fullName.Split('.') is [var owner, var name] && Activities.Contains(owner) && Find("CustomField", $"Activity.{name}") is not null);

    private static IEnumerable<(string Table, string Field)> Columns(Component reportType) =>
        from section in reportType.All("sections")
        from column in section.Elements(SoapAnswer.Metadata + "columns")
        select (column.Element(SoapAnswer.Metadata + "table")!.Value, column.Element(SoapAnswer.Metadata + "field")!.Value);

    /// <summary>A report type names a field, or a relationship in place of a reference (<c>Owner</c>); <c>Contact.Activities</c> is a joined table.</summary>
    private bool HasReportField(string table, string field) =>
        (table.Split('.')[^1] is "Activity" or "Activities" ? Activities : [table])
            .Any(e => HasField($"{e}.{field}") || ReportFields.Contains(field) || (org.Schema.TryEntity(e, out var entity) && Has(entity, field)));

    private static bool Has(EntityType entity, string field) => entity.TryStored(field, out _) || entity.TryStored(field + "Id", out _);
}
