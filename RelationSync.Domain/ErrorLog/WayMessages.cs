using RelationSync.Domain.Common;

namespace RelationSync.Domain.ErrorLog;

/// <summary>What went wrong on the way to Salesforce, with an authorisation, or with an org's set-up. A detail is in the machine's own words.</summary>
public static class WayMessages
{
    public static readonly PlainMessage Stopped = new(OwnCodes.Stopped, "", "RelationSync was stopped before Salesforce answered.");

    public static readonly PlainMessage Cancelled = new(OwnCodes.Cancelled, "", "Stopped while the answer was awaited.");

    public static readonly PlainMessage TimedOut = new(OwnCodes.Timeout, "", "No answer in time.");

    public static readonly PlainMessage CircuitOpen = new(
        OwnCodes.CircuitOpen, "", "Too many calls to this org have failed just now; none is made for a moment.");

    public static readonly CodedMessage<string> ConnectionFailed = new(OwnCodes.ConnectionFailed, "", "{0}", "detail");

    public static readonly CodedMessage<string> ConnectionLost = new(OwnCodes.ConnectionLost, "", "{0}", "detail");

    public static readonly CodedMessage<string> InvalidResponse = new(OwnCodes.InvalidResponse, "", "{0}", "detail");

    public static readonly PlainMessage AnswerIsPage = new(OwnCodes.Http, "page", "The answer was a page, not data: the org could not be reached.");

    public static readonly PlainMessage AnswerNamesNoError = new(OwnCodes.Http, "no_error", "The answer named no error.");

    public static readonly PlainMessage OrgMoved = new(OwnCodes.Http, "moved", "The org is no longer at this address.");

    public static readonly PlainMessage ApiBudgetReached = new(
        OwnCodes.ApiBudgetReached, "", "This connection has used its own share of the org's daily API calls.");

    public static readonly PlainMessage HostRefused = new(OwnCodes.HostRefused, "", "The address is none of Salesforce's.");

    public static readonly PlainMessage AuthorizationMissing = new(OwnCodes.AuthorizationMissing, "", "The authorisation has been deleted.");

    public static readonly PlainMessage AnotherUser = new(OwnCodes.AnotherUser, "", "The token belongs to another user or another org.");

    public static readonly PlainMessage ProvisionedTokenForeign = new(
        OwnCodes.ProvisionedTokenForeign, "", "The token in the provisioning file belongs to another user or another org.");

    public static readonly PlainMessage TokenNotStored = new(OwnCodes.TokenNotStored, "", "The new token could not be stored.");

    public static readonly PlainMessage NoIntegrationProfile = new(OwnCodes.NoIntegrationProfile, "", "No profile is on the licence 'Salesforce Integration'.");

    public static readonly PlainMessage EmptyValueSet = new(OwnCodes.EmptyValueSet, "", "The picklist's values can't be read.");

    public static readonly PlainMessage TypesNotAdded = new(OwnCodes.TypesNotAdded, "", "The values were accepted, but aren't there.");

    public static readonly PlainMessage TurnLost = new(OwnCodes.TurnLost, "", "Another process has taken over the turn to change the picklist.");

    public static readonly PlainMessage MarkerNotVisible = new(OwnCodes.MarkerNotVisible, "", "The field is there, but the connecting user can't write it.");

    public static readonly PlainMessage MetadataApiRefused = new(
        OwnCodes.MetadataApiRefused, "", "The Metadata API refuses the access token that REST accepts.");

    public static readonly PlainMessage MalformedId = new("MALFORMED_ID", "", "Not a record id.");

    public static readonly PlainMessage NoReason = new("UNKNOWN_EXCEPTION", "", "Refused without a reason.");
}
