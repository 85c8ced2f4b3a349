using System.Text.Json;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Portal.Salesforce;

/// <summary>Collects rows of all queries, each record once.</summary>
internal sealed class LookUpRows
{
    private readonly Dictionary<string, SalesforceUser> _users = [];
    private readonly Dictionary<string, TargetHit> _contacts = [];
    private readonly Dictionary<string, TargetHit> _leads = [];
    private readonly HashSet<OpportunityRole> _roles = [];
    private readonly Dictionary<string, EventHit> _events = [];

    private bool _seesAll;

    public LookUpAnswer ToAnswer() => new([.. _users.Values], [.. _contacts.Values], [.. _leads.Values], [.. _roles], [.. _events.Values]) { SeesAll = _seesAll };

    /// <summary>False: the row lacks what it must have.</summary>
    public bool Add(string entity, JsonElement row) => entity switch
    {
        LookUpQueries.RoleObject => AddRole(row),
        LookUpQueries.PermissionObject => AddPermission(row),
        _ when SalesforceId.To18(row.Text("Id")) is { } id && row.Instant("CreatedDate") is { } created => entity switch
        {
            LookUpQueries.UserObject => AddUser(id, created, row),
            LookUpQueries.ContactObject => AddTarget(_contacts, id, created, row),
            LookUpQueries.LeadObject => AddTarget(_leads, id, created, row),
            LookUpQueries.EventObject => AddEvent(id, created, row),
            _ => throw new ArgumentOutOfRangeException(nameof(entity), entity, "Nothing is asked of it."),
        },
        _ => false,
    };

    private bool AddPermission(JsonElement row)
    {
        _seesAll = row.Flag("PermissionsViewAllData") == true;
        return true;
    }

    private bool AddUser(string id, DateTimeOffset created, JsonElement row)
    {
        var license = row.Child("Profile")?.Child("UserLicense")?.Text("Name");
        _users[id] = new SalesforceUser(
            id, row.Text("Username") ?? "", row.Text("Email") ?? "", row.Flag("IsActive") ?? false, row.Text("UserType"), license, created);
        return true;
    }

    private static bool AddTarget(Dictionary<string, TargetHit> targets, string id, DateTimeOffset created, JsonElement row)
    {
        targets[id] = new TargetHit(id, row.Text("Email"), row.Text("Phone"), created) { AccountId = SalesforceId.To18(row.Text("AccountId")) };
        return true;
    }

    private bool AddRole(JsonElement row)
    {
        if (SalesforceId.To18(row.Text("OpportunityId")) is not { } opportunity || SalesforceId.To18(row.Text("ContactId")) is not { } contact
            || row.Child("Opportunity")?.Instant("LastModifiedDate") is not { } modified)
        {
            return false;
        }

        _roles.Add(new OpportunityRole(opportunity, contact, row.Flag("IsPrimary") ?? false, modified));
        return true;
    }

    private bool AddEvent(string id, DateTimeOffset created, JsonElement row)
    {
        if (row.Instant("StartDateTime") is not { } start)
        {
            return false;
        }

        var marker = Guid.TryParse(row.Text(LookUpQueries.MarkerField), out var guid) ? guid : (Guid?)null;
        _events[id] = new EventHit(
            id, marker, SalesforceId.To18(row.Text("OwnerId")), SalesforceId.To18(row.Text("WhoId")), row.Text("Subject"), start,
            row.Instant("EndDateTime") ?? start, row.Text("Description"), created)
        {
            CreatedById = SalesforceId.To18(row.Text("CreatedById")),
            DescriptionHidden = row.Child("Description") is null,
            WhoHidden = row.Child("WhoId") is null,
        };
        return true;
    }
}
