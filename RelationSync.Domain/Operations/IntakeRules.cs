namespace RelationSync.Domain.Operations;

/// <summary>Which well-formed operations aren't taken: they are neither kept nor remembered.</summary>
public static class IntakeRules
{
    /// <summary>Why it isn't taken, or null where it is.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="source">Who hands it in.</param>
    /// <param name="syncFrom">When the inbox's connection was made, or null where it has none (R-T13).</param>
    /// <param name="sources">Whose operations the inbox takes (R-P1).</param>
    /// <param name="isTest">The portal's own test operation (R-T15): it is taken whoever owns its family.</param>
    /// <param name="isApproved">Whether an administrator chose a range before the connection that it is in (R-T14).</param>
    public static IntakeVerdict? Judge(Operation operation, OperationSource source, DateTimeOffset? syncFrom, InboxSources sources, bool isTest = false, bool isApproved = false)
    {
        if (operation.Data is MessageData { Broadcast: true })
        {
            return IntakeVerdict.Ignore(IgnoredReason.Broadcast, "R-T3: a broadcast is never synced");
        }

        if (syncFrom is null)
        {
            return IntakeVerdict.Ignore(IgnoredReason.NotConnected, "R-T13: this inbox has no connection to Salesforce");
        }

        if (source is OperationSource.Backfill)
        {
            return isApproved
                ? SourceRules.Judge(operation, source, sources)
                : IntakeVerdict.Ignore(IgnoredReason.OutsideRange, "R-T14: it is in no range that an administrator chose");
        }

        return operation.OccurredAt < syncFrom
            ? IntakeVerdict.Ignore(IgnoredReason.BeforeConnection, "R-T13: it happened before this inbox's connection was made")
            : isTest ? null : SourceRules.Judge(operation, source, sources);
    }
}
