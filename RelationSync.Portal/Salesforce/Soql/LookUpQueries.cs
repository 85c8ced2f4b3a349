using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Salesforce.Soql;

/// <summary>The queries that we ask.</summary>
internal static class LookUpQueries
{
    public const string UserObject = "User";
    public const string ContactObject = "Contact";
    public const string LeadObject = "Lead";
    public const string RoleObject = "OpportunityContactRole";
    public const string EventObject = "Event";
    public const string PermissionObject = "UserPermissionAccess";
    public const string MarkerField = RelationSync.Domain.Sync.EventFields.Marker;

    /// <summary>What the connecting user itself may (it has one row, the caller's own).</summary>
    public static readonly SoqlQuery Permissions = new(PermissionObject, "PermissionsViewAllData", null, []);

    /// <summary>Profiles on the integration licence (R-O3).</summary>
    public static readonly string IntegrationProfiles =
        $"SELECT Id, Name FROM Profile WHERE UserLicense.Name = {SoqlWriter.Literal("Salesforce Integration")}";

    /// <summary>How many of those licences there are, and are used.</summary>
    public static readonly string IntegrationLicenses =
        $"SELECT TotalLicenses, UsedLicenses FROM UserLicense WHERE Name = {SoqlWriter.Literal("Salesforce Integration")}";

    /// <summary>A sandbox's users have other e-mails (R-O2).</summary>
    public const string Sandbox = "SELECT IsSandbox FROM Organization";

    /// <summary>The caller's own permissions, whoever it is.</summary>
    public static string OwnPermissions(IEnumerable<string> fields) => $"SELECT {string.Join(", ", fields)} FROM UserPermissionAccess";

    /// <summary>The permission set that makes the marker field visible.</summary>
    public static readonly string MarkerPermissionSet = $"SELECT Id FROM PermissionSet WHERE Name = {SoqlWriter.Literal(PermissionSetName)}";

    public const string PermissionSetName = "RelationSync";

    private const string UserFields = "Id, Username, Email, IsActive, UserType, CreatedDate";
    private const string TargetFields = "Id, Email, Phone, CreatedDate";
    private const string ContactFields = TargetFields + ", AccountId";
    private const string RoleFields = "OpportunityId, ContactId, IsPrimary, Opportunity.LastModifiedDate";
    private const string EventFields = "Id, OwnerId, WhoId, Subject, StartDateTime, EndDateTime, Description, CreatedDate, CreatedById";

    /// <summary>All queries of a question: of e-mail keys one for each object, until a list passes 100,000 characters.</summary>
    public static IEnumerable<SoqlQuery> Of(LookUpQuestion question, bool withLicense, bool withAccount)
    {
        IEnumerable<SoqlQuery> queries = Users(question, withLicense);
        if (question.AsksWhetherAllIsSeen)
        {
            // First, and the Events with it: they ride in one call.
            queries = Events(question).Prepend(Permissions).Concat(queries);
        }

        if (question.Contacts)
        {
            queries = queries.Concat(SoqlWriter.Pack(ContactObject, withAccount ? ContactFields : TargetFields, null, Keys(question, "")));
        }

        if (question.Leads)
        {
            queries = queries.Concat(SoqlWriter.Pack(LeadObject, TargetFields, "IsConverted = false", Keys(question, "")));
        }

        if (question.Opportunities)
        {
            queries = queries.Concat(SoqlWriter.Pack(RoleObject, RoleFields, "Opportunity.IsClosed = false", Keys(question, "Contact.")));
        }

        return question.AsksWhetherAllIsSeen ? queries : queries.Concat(Events(question));
    }

    public static IEnumerable<SoqlQuery> Users(LookUpQuestion question, bool withLicense) => SoqlWriter.Pack(
        UserObject, withLicense ? UserFields + ", Profile.UserLicense.Name" : UserFields, "IsActive = true", Terms("Email", question.UserEmails));

    /// <summary>The same question without the licence's name, which not every user may read.</summary>
    public static SoqlQuery WithoutLicense(SoqlQuery query) => query with { Fields = UserFields };

    /// <summary>Of a question for Events, the same without the fields that the user may not read and that we can do without. Null: it names none.</summary>
    public static SoqlQuery? WithoutHidden(SoqlQuery query, SalesforceFailure failure)
    {
        var hidden = Domain.Sync.EventFields.NamedBy(failure).Intersect(["Description", "WhoId"]).ToList();
        var fields = query.Fields.Split(", ");
        return query.Entity == EventObject && hidden.Exists(fields.Contains) ? query with { Fields = string.Join(", ", fields.Except(hidden)) } : null;
    }

    /// <summary>The same question without the Account, which not every user may read.</summary>
    public static SoqlQuery WithoutAccount(SoqlQuery query) => query with { Fields = TargetFields };

    public static bool AsksAccount(SoqlQuery query) => query is { Entity: ContactObject, Fields: ContactFields };

    public static bool AsksLicense(SoqlQuery query) => query.Entity == UserObject && query.Fields != UserFields;

    private static IEnumerable<SoqlTerm> Keys(LookUpQuestion question, string path) =>
        Terms(path + "Email", question.Emails)
            .Concat(Terms(path + "Phone", question.PhoneSpellings))
            .Concat(question.PhonePatterns.Select(p => new SoqlTerm(path + "Phone", SoqlWriter.Pattern(p), Like: true)));

    private static IEnumerable<SoqlTerm> Terms(string field, IEnumerable<string> values) =>
        values.Select(v => new SoqlTerm(field, SoqlWriter.Literal(v), Like: false));

    private static IEnumerable<SoqlQuery> Events(LookUpQuestion question)
    {
        // Whose an Event is shows also where it was found by its times.
        var fields = question.Markers.Count > 0 ? $"{EventFields}, {MarkerField}" : EventFields;
        var byMarker = SoqlWriter.Pack(EventObject, fields, null, Terms(MarkerField, question.Markers.Select(m => m.ToString("D"))));
        // Whoever made them: the inbox may have been connected through another user when they were written.
        var filter = question.EventsCreatedSince is { } since ? $"CreatedDate >= {SoqlWriter.Literal(since)}" : null;
        return byMarker.Concat(SoqlWriter.Pack(
            EventObject, fields, filter, question.EventStarts.Select(s => new SoqlTerm("StartDateTime", SoqlWriter.Literal(s), Like: false))));
    }
}
