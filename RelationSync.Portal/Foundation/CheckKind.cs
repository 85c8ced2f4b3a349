namespace RelationSync.Portal.Foundation;

/// <summary>What the wizard looks at in an org, in its order.</summary>
public enum CheckKind
{
    Api,
    EventAccess,
    FieldAccess,
    RequiredFields,
    SharedActivities,
    Types,
    Marker,
    ViewAll,
    ModifyAll,
    ManageUsers,
    ModifyMetadata,
    Licenses,
    Sandbox,
    Calls,
}
