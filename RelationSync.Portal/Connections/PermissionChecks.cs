using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Portal.Connections;

/// <summary>What follows from the connecting user's permissions.</summary>
internal static class PermissionChecks
{
    /// <summary>A look-up that finds nothing proves that nothing stands only if the user sees all (R-D2); with the marker it needn't.</summary>
    public static CheckResult ViewAll(OwnPermissions own, OrgCapabilities known) => own.ViewAllData switch
    {
        true => Good(CheckKind.ViewAll),
        null => new CheckResult(CheckKind.ViewAll, CheckState.Notice, "Unknown"),
        false when known.MarkerField => new CheckResult(CheckKind.ViewAll, CheckState.Notice, "WithMarker"),
        false => new CheckResult(CheckKind.ViewAll, CheckState.Limited, "No"),
    };

    public static CheckResult ModifyAll(OwnPermissions own) => own.ModifyAllData switch
    {
        true => Good(CheckKind.ModifyAll),
        null => new CheckResult(CheckKind.ModifyAll, CheckState.Notice, "Unknown"),
        false => new CheckResult(CheckKind.ModifyAll, CheckState.Notice, "No"),
    };

    public static CheckResult ManageUsers(OwnPermissions own) => own.ManageUsers switch
    {
        true => Good(CheckKind.ManageUsers),
        null => new CheckResult(CheckKind.ManageUsers, CheckState.Notice, "Unknown"),
        false => new CheckResult(CheckKind.ManageUsers, CheckState.Limited, "No"),
    };

    /// <param name="own">The user's permissions.</param>
    /// <param name="isNeeded">A label or the marker field is still missing.</param>
    public static CheckResult ModifyMetadata(OwnPermissions own, bool isNeeded) => own.ModifyMetadata switch
    {
        true => Good(CheckKind.ModifyMetadata),
        null => new CheckResult(CheckKind.ModifyMetadata, CheckState.Notice, "Unknown"),
        false when isNeeded => new CheckResult(CheckKind.ModifyMetadata, CheckState.Limited, "No"),
        false => new CheckResult(CheckKind.ModifyMetadata, CheckState.Good, "NotNeeded"),
    };

    private static CheckResult Good(CheckKind kind) => new(kind, CheckState.Good, "Good");
}
