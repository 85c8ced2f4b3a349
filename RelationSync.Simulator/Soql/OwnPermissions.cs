using RelationSync.Simulator.Access;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary>The one row of <c>UserPermissionAccess</c>, made when it is asked for.</summary>
internal static class OwnPermissions
{
    private const string Prefix = "Permissions";

    public static Record Row(Caller caller, EntityType entity)
    {
        var values = new object?[entity.ValueCount];
        foreach (var field in entity.Checkboxes)
        {
            var permission = field.Name[Prefix.Length..];
            values[field.Ordinal] = !Permissions.All.Contains(permission) || caller.Org.Permits(permission);
        }

        return new Record(entity, SalesforceId.Make(entity.KeyPrefix, "00000", 1), values, caller.Org.Clock.GetUtcNow());
    }
}
