using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.ErrorLog;

/// <summary>What is said of an Event of which it isn't known for sure whether it stands (R-D2), or that couldn't be taken away (R-T4).</summary>
public static class OutcomeNotes
{
    /// <summary>The code of an action that waits for a person's answer.</summary>
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";

    private const string CancelledLate = "CANCELLED_LATE";

    public static SalesforceFailure NotSeen { get; } = new(
        FailureClass.TransientRecord, OutcomeUnknown,
        "The write had no answer, and the connecting user doesn't see every Event: whether this one stands can't be found out.", []);

    public static SalesforceFailure InAnotherOrg { get; } = new(
        FailureClass.TransientRecord, OutcomeUnknown,
        "The write had no answer, and the inbox is connected to another org now: whether its Event stands there can't be found out.", []);

    public static SalesforceFailure ByAnotherUser { get; } = new(
        FailureClass.TransientRecord, OutcomeUnknown,
        "The write had no answer, and an Event that says the same was made by another user: whether it is this action's can't be found out.", []);

    public static LogNote StandsUnseen { get; } = LogNote.Warning(
        LogCategory.Permission, "EVENT_NOT_SEEN", "The Event stands, but the connecting user doesn't see it: its id isn't known.");

    public static LogNote SaidToStand { get; } = LogNote.Warning(
        LogCategory.Permission, "EVENT_NOT_SEEN", "A user of this portal says that the Event stands: its id isn't known.");

    public static LogNote Deleted { get; } = Late("The send was cancelled after its Event stood; the Event was deleted.");

    public static LogNote InTheBin { get; } = Late("The send was cancelled after its Event stood; the Event was deleted already.");

    public static LogNote GoneMeanwhile { get; } = Late(
        "The send was cancelled after its Event stood; the answer to its deletion was lost, and the Event is no longer there.");

    public static LogNote NotFound { get; } = Late("The send was cancelled after its Event stood; the Event wasn't found in Salesforce, so it wasn't deleted.");

    public static LogNote NoAccess { get; } = Late("The send was cancelled after its Event stood; the connecting user may not delete the Event.");

    public static LogNote IdUnknown { get; } = Late("The send was cancelled after its Event stood; the Event's id isn't known, so it wasn't deleted.");

    public static LogNote OtherOrg { get; } = Late("The send was cancelled after its Event stood; the Event is in an org that the inbox is no longer connected to, so it wasn't deleted.");

    private static LogNote Late(string message) => LogNote.Warning(LogCategory.CancelledLate, CancelledLate, message);
}
