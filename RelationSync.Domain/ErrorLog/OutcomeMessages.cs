using RelationSync.Domain.Common;

namespace RelationSync.Domain.ErrorLog;

/// <summary>What is said of an Event that may or may not exist (R-D2), and of a send that was cancelled after its Event existed (R-T4).</summary>
public static class OutcomeMessages
{
    public static readonly PlainMessage NotSeen = new(
        OwnCodes.OutcomeUnknown, "not_seen",
        "The write had no answer, and the connecting user doesn't see every Event: whether this one stands can't be found out.");

    public static readonly PlainMessage InAnotherOrg = new(
        OwnCodes.OutcomeUnknown, "in_another_org",
        "The write had no answer, and the inbox is connected to another org now: whether its Event stands there can't be found out.");

    public static readonly PlainMessage ByAnotherUser = new(
        OwnCodes.OutcomeUnknown, "by_another_user",
        "The write had no answer, and an Event that says the same was made by another user: whether it is this action's can't be found out.");

    public static readonly PlainMessage StandsUnseen = new(
        OwnCodes.EventNotSeen, "unseen", "The Event stands, but the connecting user doesn't see it: its id isn't known.");

    public static readonly PlainMessage SaidToStand = new(
        OwnCodes.EventNotSeen, "answered", "A user of this portal says that the Event stands: its id isn't known.");

    public static readonly PlainMessage Deleted = Late("deleted", "the Event was deleted.");

    public static readonly PlainMessage InTheBin = Late("in_the_bin", "the Event was deleted already.");

    public static readonly PlainMessage GoneMeanwhile = Late("gone", "the answer to its deletion was lost, and the Event is no longer there.");

    public static readonly PlainMessage NotFound = Late("not_found", "the Event wasn't found in Salesforce, so it wasn't deleted.");

    public static readonly PlainMessage NoAccess = Late("no_access", "the connecting user may not delete the Event.");

    public static readonly PlainMessage IdUnknown = Late("id_unknown", "the Event's id isn't known, so it wasn't deleted.");

    public static readonly PlainMessage OtherOrg = Late("other_org", "the Event is in an org that the inbox is no longer connected to, so it wasn't deleted.");

    private static PlainMessage Late(string name, string what) => new(OwnCodes.CancelledLate, name, $"The send was cancelled after its Event stood; {what}");
}
