namespace RelationSync.Portal.Storage;

/// <summary>A range before an inbox's connection that an administrator had synced from Re:lation's API (R-T14). Times are UTC.</summary>
public sealed class BackfillRange
{
    /// <summary>So long before the connection a range may begin.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(180);

    public long Id { get; set; }

    public long InboxId { get; set; }

    public DateTimeOffset From { get; set; }

    /// <summary>What happened then is no longer part of it.</summary>
    public DateTimeOffset Until { get; set; }

    /// <summary>The administrator's e-mail.</summary>
    public required string ApprovedBy { get; set; }

    public DateTimeOffset ApprovedAt { get; set; }
}
