using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.Resources;

/// <summary>
/// The message of a log entry or a try, in the language of the current culture. Entries keep what was said when they were
/// made: Salesforce's words, which stay as they are, or ours, in English, which are known by their code and wording.
/// </summary>
public static partial class LogMessages
{
    private static readonly ResourceManager Texts = new("RelationSync.Portal.Resources.LogMessages", typeof(LogMessages).Assembly);

    /// <summary>Our wording of a code, as stored; a code of Salesforce's, or one of ours with Salesforce's words, has none.</summary>
    private static readonly Dictionary<string, (Regex Wording, string Key)[]> Ours = new(StringComparer.Ordinal)
    {
        ["SUBJECT_TRUNCATED"] = [(Numbers("The subject was cut at # characters."), "SubjectTruncated")],
        ["DESCRIPTION_TRUNCATED"] =
        [
            (Numbers("Only the first # lines and # characters are kept."), "DescriptionFirst"),
            (Numbers("Only the last # lines and # characters are kept."), "DescriptionLast"),
        ],
        ["START_AFTER_END"] = [(Numbers("The start lay after the end: the Event starts when it ends."), "StartAfterEnd")],
        ["OPENING_UNKNOWN"] = [(Numbers("The opening of the chat editor never came: the Event starts with the first message sent."), "OpeningUnknown")],
        ["DURATION_CUT"] = [(Numbers("The org allows Events of at most # minutes; the start was moved."), "DurationCut")],
        ["SHARED_ACTIVITIES_OFF"] = [(Numbers("The org relates one contact to an Event; the others were left out."), "SharedActivitiesOff")],
        ["CONTACTS_LEFT_OUT"] = [(Numbers("An Event takes # contacts; # more were left out."), "ContactsLeftOut")],
        ["CANCELLED_LATE"] =
        [
            (Numbers(OutcomeNotes.Deleted.Message), "CancelledLate"),
            (Numbers(OutcomeNotes.InTheBin.Message), "LateInTheBin"),
            (Numbers(OutcomeNotes.GoneMeanwhile.Message), "LateGone"),
            (Numbers(OutcomeNotes.NotFound.Message), "LateNotFound"),
            (Numbers(OutcomeNotes.NoAccess.Message), "LateNoAccess"),
            (Numbers(OutcomeNotes.IdUnknown.Message), "LateIdUnknown"),
            (Numbers(OutcomeNotes.OtherOrg.Message), "LateOtherOrg"),
        ],
        ["OUTCOME_UNKNOWN"] =
        [
            (Numbers(OutcomeNotes.NotSeen.Message), "OutcomeNotSeen"),
            (Numbers(OutcomeNotes.InAnotherOrg.Message), "OutcomeInAnotherOrg"),
            (Numbers(OutcomeNotes.ByAnotherUser.Message), "OutcomeByAnotherUser"),
        ],
        ["EVENT_NOT_SEEN"] =
        [
            (Numbers(OutcomeNotes.StandsUnseen.Message), "StandsUnseen"),
            (Numbers(OutcomeNotes.SaidToStand.Message), "SaidToStand"),
        ],
        ["HALF_GIVEN_UP"] = [(Numbers("The other half never came: no Event was made."), "HalfGivenUp")],
        ["API_BUDGET_REACHED"] = [(Numbers("This connection has used its own share of the org's daily API calls."), "BudgetReached")],
        ["REFUSED_AGAIN_AND_AGAIN"] = [(Numbers("Salesforce refused every mended form of the Event."), "RefusedAgain")],
        ["STOPPED"] = [(Numbers("RelationSync was stopped before Salesforce answered."), "Stopped")],
        ["CANCELLED"] = [(Numbers("Stopped while the answer was awaited."), "Cancelled")],
        ["METADATA_API_REFUSED"] = [(Numbers("The Metadata API refuses the access token that REST accepts."), "MetadataRefused")],
        ["MARKER_NOT_VISIBLE"] = [(Numbers("The field is there, but the connecting user can't write it."), "MarkerNotVisible")],
        ["TYPES_NOT_ADDED"] = [(Numbers("The values were accepted, but aren't there."), "TypesNotAdded")],
        ["EMPTY_VALUE_SET"] = [(Numbers("The picklist's values can't be read."), "EmptyValueSet")],
        ["NO_INTEGRATION_PROFILE"] = [(Numbers("No profile is on the licence 'Salesforce Integration'."), "NoIntegrationProfile")],
        ["MALFORMED_ID"] = [(Numbers("Not a record id."), "MalformedId")],
        ["TOKEN_NOT_STORED"] = [(Numbers("The new token could not be stored."), "TokenNotStored")],
        ["AUTHORIZATION_MISSING"] = [(Numbers("The authorisation has been deleted."), "AuthorizationMissing")],
        ["HOST_REFUSED"] = [(Numbers("The address is none of Salesforce's."), "HostRefused")],
        ["ANOTHER_USER"] = [(Numbers("The token belongs to another user or another org."), "AnotherUser")],
        ["PROVISIONED_TOKEN_FOREIGN"] = [(Numbers("The token in the provisioning file belongs to another user or another org."), "ForeignToken")],
        ["CIRCUIT_OPEN"] = [(Numbers("Too many calls to this org have failed just now; none is made for a moment."), "CircuitOpen")],
        ["TIMEOUT"] = [(Numbers("No answer in time."), "Timeout")],
        // What follows is the machine's own word for it, or the detail for whoever supports us: no language of its own.
        ["CONNECTION_FAILED"] = [(Anything(), "ConnectionFailed")],
        ["CONNECTION_LOST"] = [(Anything(), "ConnectionLost")],
        ["INVALID_RESPONSE"] = [(Anything(), "InvalidResponse")],
    };

    // HTTP_503 and the like: what the answer was is said by the status.
    private static readonly (Regex Wording, string Key)[] OfStatus =
    [
        (Numbers("The answer was a page, not data: the org could not be reached."), "AnswerIsPage"),
        (Numbers("The answer named no error."), "AnswerNamesNoError"),
        (Numbers("The org is no longer at this address."), "OrgMoved"),
    ];

    /// <summary>What to show for it.</summary>
    /// <param name="code">The entry's code.</param>
    /// <param name="stored">The entry's message, as it is stored.</param>
    public static string Show(string code, string stored)
    {
        var known = code.StartsWith("HTTP_", StringComparison.Ordinal) ? OfStatus : Ours.GetValueOrDefault(code) ?? [];
        foreach (var (wording, key) in known)
        {
            if (wording.Match(stored) is { Success: true } match)
            {
                return Say(key, match);
            }
        }

        return stored;
    }

    private static string Say(string key, Match match) => string.Format(
        CultureInfo.CurrentCulture,
        Texts.GetString($"LogMessage_{key}", CultureInfo.CurrentUICulture)!,
        [.. match.Groups.Values.Skip(1).Select(g => long.TryParse(g.Value, CultureInfo.InvariantCulture, out var number) ? number : (object)g.Value)]);

    private static Regex Numbers(string wording) =>
        new($"^{Regex.Escape(wording).Replace("\\#", "([0-9]{1,18})", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);

    [GeneratedRegex("^(.+)$", RegexOptions.Singleline)]
    private static partial Regex Anything();
}
