using RelationSync.Domain.Common;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.ErrorLog;

/// <summary>What happened, before it is stored with its action, inbox and time.</summary>
/// <param name="Severity">Error or warning.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Code">A code of the <see cref="LogCatalogue"/>, or one of Salesforce's that it lacks.</param>
/// <param name="Message">Salesforce's own words, or ours in English; never a message body, a token or a secret. At most 1,000 characters.</param>
/// <param name="Text">Our sentence; null: Salesforce's words.</param>
/// <param name="Fields">The Event fields concerned; may be empty.</param>
public sealed record LogNote(LogSeverity Severity, LogCategory Category, string Code, string Message, CodedText? Text, IReadOnlyList<string> Fields)
{
    /// <summary>One of our own, as the catalogue has it.</summary>
    public static LogNote Of(CodedText text, params IReadOnlyList<string> fields)
    {
        var code = LogCatalogue.Find(text.Message.Code)!;
        return new LogNote(code.Class is LogClass.Warning ? LogSeverity.Warning : LogSeverity.Error, code.Category, code.Value, text.English, text, fields);
    }

    /// <summary>The Event is written all the same.</summary>
    public static LogNote Warning(LogCategory category, SalesforceFailure failure, params IReadOnlyList<string> fields) =>
        new(LogSeverity.Warning, category, failure.Code, failure.Message, failure.Text, fields);

    /// <summary>No Event is written.</summary>
    public static LogNote Error(SalesforceFailure failure) =>
        new(LogSeverity.Error, LogCategories.Of(failure), failure.Code, failure.Message, failure.Text, failure.Fields);
}
