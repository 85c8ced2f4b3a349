namespace RelationSync.Domain.Relation;

/// <summary>All that the mapping of a ticket depends on besides the ticket. Times are Re:lation's.</summary>
/// <param name="ReadAt">When Re:lation served it.</param>
/// <param name="From">What happened before is noted and not taken over (R-T13).</param>
/// <param name="ExpectedFrom">What is older than this, and new to us, was found late; null: nothing is.</param>
/// <param name="EarlierAssignee">The assignee at the read before.</param>
/// <param name="EarlierReadAt">When that was; null: never.</param>
public sealed record TicketContext(
    MappingRules Rules,
    OperatorLadder Ladder,
    DateTimeOffset ReadAt,
    DateTimeOffset From,
    DateTimeOffset? ExpectedFrom,
    string? EarlierAssignee,
    DateTimeOffset? EarlierReadAt)
{
    /// <summary>A message that is older than a scan that should have shown it by this was found late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(60);

    /// <summary>The assignee as last read before that time, else now.</summary>
    public string? AssigneeAt(DateTimeOffset at, string? now) => EarlierReadAt <= at ? EarlierAssignee : now;
}
