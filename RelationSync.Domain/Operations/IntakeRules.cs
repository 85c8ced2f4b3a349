namespace RelationSync.Domain.Operations;

/// <summary>Which well-formed operations are answered <c>ignored</c>: they are neither kept nor remembered.</summary>
public static class IntakeRules
{
    /// <summary>The rule that says so, with its name, or null where the operation is taken.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="syncFrom">When the inbox's connection was made, or null where it has none (R-T13).</param>
    public static string? IgnoredBecause(Operation operation, DateTimeOffset? syncFrom)
    {
        if (operation.Data is MessageData { Broadcast: true })
        {
            return "R-T3: a broadcast is never synced";
        }

        if (syncFrom is null)
        {
            return "R-T13: this inbox has no connection to Salesforce";
        }

        return operation.OccurredAt < syncFrom
            ? "R-T13: it happened before this inbox's connection was made"
            : null;
    }
}
