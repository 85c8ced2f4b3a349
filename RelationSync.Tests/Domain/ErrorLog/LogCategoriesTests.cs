using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Tests.Domain.ErrorLog;

/// <summary>What an entry of the error log is about, and how it ends (R-E1, R-E4).</summary>
[Trait("Rule", "R-E1")]
public sealed class LogCategoriesTests
{
    [Theory]
    [InlineData(FailureClass.TransientCall, LogCategory.Transient)]
    [InlineData(FailureClass.TransientRecord, LogCategory.Transient)]
    [InlineData(FailureClass.Limit, LogCategory.Limit)]
    [InlineData(FailureClass.AuthorizationGone, LogCategory.Authorization)]
    [InlineData(FailureClass.Blocked, LogCategory.Authorization)]
    [InlineData(FailureClass.Configuration, LogCategory.Permission)]
    [InlineData(FailureClass.Data, LogCategory.Validation)]
    [InlineData(FailureClass.Split, LogCategory.Validation)]
    [InlineData(FailureClass.AlreadyDone, LogCategory.DuplicateRule)]
    [InlineData(FailureClass.Unknown, LogCategory.Other)]
    public void Of_CodeWithoutACategory_IsByItsClass(FailureClass failure, LogCategory expected) => Assert.Equal(expected, Of(failure, "SOME_CODE"));

    [Theory]
    [InlineData("FIELD_CUSTOM_VALIDATION_EXCEPTION", LogCategory.Validation)]
    [InlineData("FIELD_FILTER_VALIDATION_EXCEPTION", LogCategory.Validation)]
    [InlineData("DUPLICATES_DETECTED", LogCategory.DuplicateRule)]
    [InlineData("DUPLICATE_VALUE", LogCategory.DuplicateRule)]
    [InlineData("INACTIVE_OWNER_OR_USER", LogCategory.Owner)]
    [InlineData("OP_WITH_INVALID_USER_TYPE_EXCEPTION", LogCategory.Owner)]
    [InlineData("LICENSE_LIMIT_EXCEEDED", LogCategory.Owner)]
    [InlineData("DUPLICATE_USERNAME", LogCategory.Owner)]
    [InlineData("TRANSFER_REQUIRES_READ", LogCategory.Owner)]
    [InlineData("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", LogCategory.Type)]
    [InlineData("CANNOT_UPDATE_CONVERTED_LEAD", LogCategory.Target)]
    public void Of_CodeWithACategory_IsThatWhateverTheField(string code, LogCategory expected)
    {
        Assert.Equal(expected, Of(FailureClass.Data, code));
        Assert.Equal(expected, Of(FailureClass.Data, code, "EndDateTime"));
    }

    [Theory]
    [InlineData("OwnerId", LogCategory.Owner)]
    [InlineData("WhoId", LogCategory.Target)]
    [InlineData("WhatId", LogCategory.Target)]
    [InlineData("EventWhoIds", LogCategory.Target)]
    [InlineData("Type", LogCategory.Type)]
    [InlineData("StartDateTime", LogCategory.Times)]
    [InlineData("EndDateTime", LogCategory.Times)]
    [InlineData("DurationInMinutes", LogCategory.Times)]
    [InlineData("Subject", LogCategory.Validation)]
    public void Of_DataRefusedForAField_IsByTheFirstField(string field, LogCategory expected) =>
        Assert.Equal(expected, Of(FailureClass.Data, "INVALID_CROSS_REFERENCE_KEY", field, "Subject"));

    [Fact]
    public void Of_FieldOfAnotherClass_DoesNotCount() => Assert.Equal(LogCategory.Permission, Of(FailureClass.Configuration, "INVALID_FIELD", "OwnerId"));

    [Theory]
    [InlineData("INVALID_CROSS_REFERENCE_KEY")]
    [InlineData("INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD")]
    [InlineData("ENTITY_IS_DELETED")]
    [InlineData("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY")]
    public void Of_ReferenceWithoutAField_IsTheTarget(string code) => Assert.Equal(LogCategory.Target, Of(FailureClass.Data, code));

    [Theory]
    [Trait("Rule", "R-E4")]
    [InlineData("REQUEST_LIMIT_EXCEEDED", LogClass.Episode)]
    [InlineData("invalid_grant", LogClass.Episode)]
    [InlineData("API_DISABLED_FOR_ORG", LogClass.Episode)]
    [InlineData("REQUIRED_FIELD_MISSING", LogClass.Error)]
    [InlineData("UNABLE_TO_LOCK_ROW", LogClass.Error)]
    [InlineData(OwnCodes.ApiBudgetReached, LogClass.Episode)]
    [InlineData(OwnCodes.SubjectTruncated, LogClass.Warning)]
    public void Find_States_AreEpisodes(string code, LogClass expected) => Assert.Equal(expected, LogCatalogue.Find(code)?.Class);

    [Fact]
    public void Find_EachStatus_IsTheLineOfAll()
    {
        Assert.Equal(OwnCodes.Http, LogCatalogue.Find("HTTP_503")?.Value);
        Assert.Null(LogCatalogue.Find("HTTPS"));
    }

    [Fact]
    public void Notes_WarnOrFail()
    {
        SalesforceFailure failure = new(FailureClass.Data, "STRING_TOO_LONG", "too long", ["Subject"]);

        Assert.Equal((LogSeverity.Error, LogCategory.Validation, "STRING_TOO_LONG", "too long"), Said(LogNote.Error(failure)));
        Assert.Equal((LogSeverity.Warning, LogCategory.Type, "STRING_TOO_LONG", "too long"), Said(LogNote.Warning(LogCategory.Type, failure)));
        Assert.Equal(
            (LogSeverity.Warning, LogCategory.Truncated, OwnCodes.SubjectTruncated, "The subject was cut at 255 characters."),
            Said(LogNote.Of(EventMessages.SubjectTruncated.With(255))));
        Assert.Equal(LogSeverity.Error, LogNote.Of(OutcomeMessages.NotSeen.Text).Severity);
        Assert.Equal(LogSeverity.Error, LogNote.Of(EventMessages.NotWritable.With("Subject")).Severity);
    }

    /// <summary>The English of the read-back API.</summary>
    [Fact]
    public void Sentences_AreWhole()
    {
        var messages = LogCatalogue.Codes.SelectMany(c => c.Messages).ToList();

        Assert.NotEmpty(messages);
        Assert.All(messages, m => Assert.Matches(@"^([A-Z].{8,}[a-z}')][.]|\{0\})$", m.English));
        Assert.All(messages, m => Assert.Matches("^[a-z]*(_[a-z]+)*$", m.Name));
        Assert.All(messages.SelectMany(m => m.Parameters), p => Assert.Matches("^[a-z]+(_[a-z]+)*$", p));
    }

    private static LogCategory Of(FailureClass failure, string code, params string[] fields) => LogCategories.Of(new SalesforceFailure(failure, code, "", fields));

    private static (LogSeverity Severity, LogCategory Category, string Code, string Message) Said(LogNote note) => (note.Severity, note.Category, note.Code, note.Message);
}
