using System.Collections.Frozen;
using RelationSync.Domain.Common;
using RelationSync.Domain.Salesforce;
using static RelationSync.Domain.ErrorLog.EventMessages;
using static RelationSync.Domain.ErrorLog.OutcomeMessages;
using static RelationSync.Domain.ErrorLog.WayMessages;

namespace RelationSync.Domain.ErrorLog;

/// <summary>
/// Every code that an entry of the error log (R-E1) or a try can have, but for those that Salesforce has never told us of. Texts in
/// both languages: <c>LogMessages.resx</c>; cause and remedy: <c>Guidance.resx</c>, by code, else by category.
/// </summary>
public static class LogCatalogue
{
    private static readonly LogCode[] Own =
    [
        new(OwnCodes.SubjectTruncated, LogClass.Warning, LogCategory.Truncated, null, SubjectTruncated),
        new(OwnCodes.DescriptionTruncated, LogClass.Warning, LogCategory.Truncated, null, FirstOfDescription, LastOfDescription),
        new(OwnCodes.StartAfterEnd, LogClass.Warning, LogCategory.Times, null, StartAfterEnd),
        new(OwnCodes.OpeningUnknown, LogClass.Warning, LogCategory.Times, null, OpeningUnknown),
        new(OwnCodes.DurationCut, LogClass.Warning, LogCategory.Times, null, DurationCut),
        new(OwnCodes.SharedActivitiesOff, LogClass.Warning, LogCategory.Target, null, SharedActivitiesOff),
        new(OwnCodes.ContactsLeftOut, LogClass.Warning, LogCategory.Target, null, ContactsLeftOut),
        new(OwnCodes.FieldNotWritable, LogClass.Warning, LogCategory.Permission, null, FieldNotWritable),
        new(OwnCodes.HalfGivenUp, LogClass.Warning, LogCategory.Other, null, HalfGivenUp),
        new(OwnCodes.EventNotSeen, LogClass.Warning, LogCategory.Permission, null, StandsUnseen, SaidToStand),
        new(OwnCodes.CancelledLate, LogClass.Warning, LogCategory.CancelledLate, null, Deleted, InTheBin, GoneMeanwhile, NotFound, NoAccess, IdUnknown, OtherOrg),
        new(
            OwnCodes.NotCorrected, LogClass.Warning, LogCategory.Other, null,
            CorrectionMessages.Deleted, CorrectionMessages.NotFound, CorrectionMessages.NoAccess, CorrectionMessages.IdUnknown, CorrectionMessages.OtherOrg,
            CorrectionMessages.Refused, CorrectionMessages.OwnerStays),
        new(OwnCodes.UserNotMade, LogClass.Warning, LogCategory.Owner, null, CorrectionMessages.UserNotMade),
        new(OwnCodes.OutcomeUnknown, LogClass.Error, LogCategory.Transient, FailureClass.TransientRecord, NotSeen, InAnotherOrg, ByAnotherUser),
        new(OwnCodes.EventNotWritable, LogClass.Episode, LogCategory.Permission, FailureClass.Configuration, NotWritable),
        new(OwnCodes.RefusedAgainAndAgain, LogClass.Error, LogCategory.Transient, FailureClass.TransientRecord, RefusedAgainAndAgain),
        new(OwnCodes.ApiBudgetReached, LogClass.Episode, LogCategory.Limit, FailureClass.Limit, ApiBudgetReached),
        new(OwnCodes.Stopped, LogClass.Error, LogCategory.Transient, FailureClass.TransientCall, Stopped),
        new(OwnCodes.Timeout, LogClass.Error, LogCategory.Transient, FailureClass.TransientCall, TimedOut),
        new(OwnCodes.Cancelled, LogClass.Error, LogCategory.Transient, FailureClass.TransientCall, Cancelled),
        new(OwnCodes.CircuitOpen, LogClass.Error, LogCategory.Transient, FailureClass.TransientCall, CircuitOpen),
        new(OwnCodes.ConnectionFailed, LogClass.Error, LogCategory.Transient, FailureClass.TransientCall, ConnectionFailed),
        new(OwnCodes.ConnectionLost, LogClass.Error, LogCategory.Transient, FailureClass.TransientCall, ConnectionLost),
        new(OwnCodes.InvalidResponse, LogClass.Error, LogCategory.Transient, FailureClass.TransientCall, InvalidResponse),
        new(OwnCodes.Http, LogClass.Error, LogCategory.Transient, FailureClass.TransientCall, AnswerIsPage, AnswerNamesNoError, OrgMoved),
        new(OwnCodes.HostRefused, LogClass.Error, LogCategory.Permission, FailureClass.Configuration, HostRefused),
        new(OwnCodes.AuthorizationMissing, LogClass.Episode, LogCategory.Authorization, FailureClass.AuthorizationGone, AuthorizationMissing),
        new(OwnCodes.AnotherUser, LogClass.Episode, LogCategory.Authorization, FailureClass.AuthorizationGone, AnotherUser),
        new(OwnCodes.ProvisionedTokenForeign, LogClass.Error, LogCategory.Authorization, null, ProvisionedTokenForeign),
        new(OwnCodes.TokenNotStored, LogClass.Error, LogCategory.Transient, FailureClass.TransientCall, TokenNotStored),
        new(OwnCodes.NoIntegrationProfile, LogClass.Error, LogCategory.Validation, FailureClass.Data, NoIntegrationProfile),
        new(OwnCodes.EmptyValueSet, LogClass.Error, LogCategory.Permission, FailureClass.Configuration, EmptyValueSet),
        new(OwnCodes.TypesNotAdded, LogClass.Error, LogCategory.Permission, FailureClass.Configuration, TypesNotAdded),
        new(OwnCodes.TurnLost, LogClass.Error, LogCategory.Transient, FailureClass.TransientCall, TurnLost),
        new(OwnCodes.MarkerNotVisible, LogClass.Error, LogCategory.Permission, FailureClass.Configuration, MarkerNotVisible),
        new(OwnCodes.MetadataApiRefused, LogClass.Error, LogCategory.Permission, FailureClass.Configuration, MetadataApiRefused),
    ];

    /// <summary>Codes of Salesforce's that we have a sentence for, where Salesforce isn't the one who speaks.</summary>
    private static readonly PlainMessage[] OfSalesforcesCodes = [MalformedId, NoReason];

    private static readonly FrozenDictionary<string, LogCode> ByCode = Own.Concat(FailureClassifier.KnownCodes.Select(OfSalesforce)).ToFrozenDictionary(c => c.Value, StringComparer.Ordinal);

    public static IReadOnlyCollection<LogCode> Codes => ByCode.Values;

    /// <summary>The line of a code; null: Salesforce has a code that we don't know.</summary>
    public static LogCode? Find(string code) => ByCode.GetValueOrDefault(OwnCodes.IsStatus(code) ? OwnCodes.Http : code);

    /// <summary>What was stored of one of our sentences; null: not one of this version's.</summary>
    public static CodedText? Read(string code, string arguments) =>
        Find(code) is { } line ? CodedText.Read(name => line.Messages.FirstOrDefault(m => m.Name == name), arguments) : null;

    /// <summary>A failure that we, not Salesforce, tell of.</summary>
    public static SalesforceFailure Failure(
        this CodedText text, IReadOnlyList<string>? fields = null, WriteCertainty certainty = WriteCertainty.NotWritten, bool wholeCall = false) =>
        new(ByCode[text.Message.Code].Failure!.Value, text.Message.Code, text.English, fields ?? [], certainty, wholeCall) { Text = text };

    private static LogCode OfSalesforce(string code)
    {
        var failure = FailureClassifier.Classify(code);
        return new LogCode(
            code,
            failure is FailureClass.Limit or FailureClass.AuthorizationGone or FailureClass.Blocked ? LogClass.Episode : LogClass.Error,
            LogCategories.Of(new SalesforceFailure(failure, code, "", [])),
            failure,
            [.. OfSalesforcesCodes.Where(m => m.Code == code)]);
    }
}
