namespace RelationSync.Domain.Operations;

/// <summary>Which well-formed operations aren't taken: they are neither kept nor remembered.</summary>
public static class IntakeRules
{
    /// <summary>Why it isn't taken, or null where it is.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="source">Who hands it in.</param>
    /// <param name="syncFrom">When the inbox's connection was made, or null where it has none (R-T13).</param>
    /// <param name="sources">Whose operations the inbox takes (R-P1).</param>
    public static IntakeVerdict? Judge(Operation operation, OperationSource source, DateTimeOffset? syncFrom, InboxSources sources)
    {
        if (operation.Data is MessageData { Broadcast: true })
        {
            return IntakeVerdict.Ignore("R-T3: a broadcast is never synced");
        }

        if (syncFrom is null)
        {
            return IntakeVerdict.Ignore("R-T13: this inbox has no connection to Salesforce");
        }

        return operation.OccurredAt < syncFrom
            ? IntakeVerdict.Ignore("R-T13: it happened before this inbox's connection was made")
            : SourceRules.Judge(operation, source, sources);
    }
}
