namespace RelationSync.Simulator.Access;

/// <summary>The permissions that an org may withhold, as <c>UserPermissionAccess</c> names them after <c>Permissions</c>.</summary>
internal static class Permissions
{
    public const string ViewAllData = "ViewAllData";
    public const string ModifyAllData = "ModifyAllData";
    public const string ManageUsers = "ManageUsers";
    public const string ModifyMetadata = "ModifyMetadata";

    /// <summary>Told, but without effect: users are public read here, as they are in a new org.</summary>
    public const string ViewAllUsers = "ViewAllUsers";

    public const string AddEventsToOthersCalendars = "AddEventsToOthersCalendars";

    public static readonly IReadOnlyList<string> All = [ViewAllData, ModifyAllData, ManageUsers, ModifyMetadata, ViewAllUsers, AddEventsToOthersCalendars];
}
