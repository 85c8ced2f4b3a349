using RelationSync.Domain.Common;

namespace RelationSync.Domain.ErrorLog;

/// <summary>Why an Event stays as it was though its owner or times are better known now (R-P6), and why an operator gets no user (R-O3).</summary>
public static class CorrectionMessages
{
    public static readonly PlainMessage Deleted = Stays("deleted", "it was deleted in Salesforce, and isn't made again.");

    public static readonly PlainMessage NotFound = Stays("not_found", "it wasn't found in Salesforce, and isn't made again.");

    public static readonly PlainMessage NoAccess = Stays("no_access", "the connecting user may not change it.");

    public static readonly PlainMessage IdUnknown = Stays("id_unknown", "its id isn't known.");

    public static readonly PlainMessage OtherOrg = Stays("other_org", "it is in an org that the inbox is no longer connected to.");

    public static readonly PlainMessage Refused = Stays("refused", "Salesforce refused the change.");

    public static readonly PlainMessage OwnerStays = new(
        OwnCodes.NotCorrected, "owner_stays", "The Event's owner is better known now, but Salesforce refused to change it; the owner stays.");

    public static readonly PlainMessage UserNotMade = new(
        OwnCodes.UserNotMade, "", "The operator has no user in Salesforce, and none is made for one who isn't known for sure.");

    private static PlainMessage Stays(string name, string why) =>
        new(OwnCodes.NotCorrected, name, $"Owner or times of the Event are better known now, but it stays as it was: {why}");
}
