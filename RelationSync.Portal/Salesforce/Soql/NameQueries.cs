namespace RelationSync.Portal.Salesforce.Soql;

/// <summary>Queries that only serve people: how records are called, and whom the org knows.</summary>
internal static class NameQueries
{
    public const string Company = "Account.Name";

    private const string Reachable = "Email != null";

    /// <summary>Null: records of this id have no name that we show.</summary>
    public static (string Entity, string Fields)? Of(string id) => id[..3] switch
    {
        "003" => ("Contact", $"Id, Name, {Company}"),
        "00Q" => ("Lead", "Id, Name, Company"),
        "006" => ("Opportunity", "Id, Name, StageName"),
        "005" => ("User", "Id, Name"),
        _ => null,
    };

    public static string ByIds(string entity, string fields, IEnumerable<string> ids) =>
        $"SELECT {fields} FROM {entity} WHERE Id IN ({string.Join(',', ids.Select(SoqlWriter.Literal))})";

    public static string RecentContacts(int most) => Recent("Contact", $"Id, Name, Email, {Company}", Reachable, most);

    public static string RecentLeads(int most) => Recent("Lead", "Id, Name, Email, Company", $"({Reachable} AND IsConverted = false)", most);

    /// <summary>The same without the Account, which not every user may read.</summary>
    public static string WithoutCompany(string query) => query.Replace($", {Company}", "", StringComparison.Ordinal);

    private static string Recent(string entity, string fields, string filter, int most) =>
        FormattableString.Invariant($"SELECT {fields} FROM {entity} WHERE {filter} ORDER BY LastModifiedDate DESC LIMIT {most}");
}
