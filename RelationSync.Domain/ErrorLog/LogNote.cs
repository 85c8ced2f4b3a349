namespace RelationSync.Domain.ErrorLog;

/// <summary>What happened, before it is stored with its action, inbox and time.</summary>
/// <param name="Severity">Error or warning.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Code">Salesforce's error code where there is one, else ours in UPPER_SNAKE_CASE. Guidance is looked up by it.</param>
/// <param name="Message">Salesforce's own words, or ours; never a message body, a token or a secret. At most 1,000 characters.</param>
/// <param name="Fields">The Event fields concerned; may be empty.</param>
public sealed record LogNote(LogSeverity Severity, LogCategory Category, string Code, string Message, IReadOnlyList<string> Fields)
{
    public static LogNote Warning(LogCategory category, string code, string message, params IReadOnlyList<string> fields) =>
        new(LogSeverity.Warning, category, code, message, fields);

    public static LogNote Error(LogCategory category, string code, string message, params IReadOnlyList<string> fields) =>
        new(LogSeverity.Error, category, code, message, fields);
}
