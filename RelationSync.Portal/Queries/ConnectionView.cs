using RelationSync.Domain.Connections;

namespace RelationSync.Portal.Queries;

/// <summary>A connection with its figures of this moment. Times are UTC.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Inbox">The inbox it is of.</param>
/// <param name="State">What holds it up, the gravest first.</param>
/// <param name="Targets">What Events hang on.</param>
/// <param name="LinkOpportunities">Whether open opportunities are tied to Events (R-M9).</param>
/// <param name="CreatedAt">From when on operations are synced.</param>
/// <param name="LastDrainAt">When it was last drained.</param>
/// <param name="PausedAt">Since when it is paused.</param>
/// <param name="LimitSince">Since when Salesforce's limit holds it up.</param>
/// <param name="NextProbeAt">When it asks Salesforce again.</param>
/// <param name="Org">The Salesforce side.</param>
/// <param name="Counts">How many actions stand where.</param>
/// <param name="ApiBudgetPercent">The share of the org's daily calls up to which we call; null: no limit of our own.</param>
public sealed record ConnectionView(
    Guid Id,
    InboxName Inbox,
    ConnectionState State,
    TargetKind Targets,
    bool LinkOpportunities,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastDrainAt,
    DateTimeOffset? PausedAt,
    DateTimeOffset? LimitSince,
    DateTimeOffset? NextProbeAt,
    OrgView Org,
    ActionCounts Counts,
    int? ApiBudgetPercent = null)
{
    /// <summary>Our own budget in calls; null where there is none, or where the org's limit isn't known yet.</summary>
    public int? ApiBudget => ApiBudgetPercent is { } percent && Org.ApiMax is { } max ? (int)((long)max * percent / 100) : null;
}

/// <summary>The Salesforce side of a connection.</summary>
public sealed record OrgView(
    string LoginUrl,
    string? InstanceUrl,
    string? OrgId,
    string? Username,
    DateTimeOffset? GoneAt,
    string? GoneCode,
    int? ApiUsed,
    int? ApiMax,
    DateTimeOffset? ApiSeenAt);

/// <summary>How many actions of an inbox stand where, at one moment.</summary>
/// <param name="Waiting">Held, or half of a call or chat.</param>
/// <param name="Pending">Due.</param>
/// <param name="Syncing">With a drain.</param>
/// <param name="Failed">Refused for good.</param>
/// <param name="SyncedToday">Events confirmed since midnight of the inbox's clock.</param>
/// <param name="OldestPendingAt">From when the five minutes of the oldest pending one run.</param>
public sealed record ActionCounts(int Waiting, int Pending, int Syncing, int Failed, int SyncedToday, DateTimeOffset? OldestPendingAt)
{
    public static readonly ActionCounts None = new(0, 0, 0, 0, 0, null);
}
