using RelationSync.Domain.Connections;

namespace RelationSync.Portal.Storage;

/// <summary>チケット同期連携設定: one inbox tied to one Salesforce org (R-A1). Times are UTC.</summary>
public sealed class Connection
{
    public Guid Id { get; set; }

    public long InboxId { get; set; }

    public Inbox Inbox { get; set; } = null!;

    public Guid AuthorizationId { get; set; }

    public Authorization Authorization { get; set; } = null!;

    /// <summary>Fixed (R-A2).</summary>
    public TargetKind Targets { get; set; }

    public bool LinkOpportunities { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>Since when Salesforce's limit holds it up (R-L1); null: it doesn't.</summary>
    public DateTimeOffset? LimitSince { get; set; }

    /// <summary>When Salesforce may be asked again whether it may go on.</summary>
    public DateTimeOffset? NextProbeAt { get; set; }

    /// <summary>The longest Event that the org was found to allow, in minutes (R-M10); forgotten a day after <see cref="CeilingLearntAt"/>.</summary>
    public int? DurationCeilingMinutes { get; set; }

    public DateTimeOffset? CeilingLearntAt { get; set; }

    /// <summary>The share of the org's daily API calls, in percent from 1 to 100, up to which we call; null: no limit of our own.</summary>
    public int? ApiBudgetPercent { get; set; }

    /// <summary>Since when our own budget holds it up; null: it doesn't.</summary>
    public DateTimeOffset? BudgetSince { get; set; }

    public DateTimeOffset? LastDrainAt { get; set; }

    /// <summary>The drain that has the lease; null: free.</summary>
    public Guid? LeaseOwner { get; set; }

    /// <summary>Grows with every renewal. A lease is dead if its version has not changed for the lease duration, by the watcher's own clock.</summary>
    public long LeaseVersion { get; set; }

    /// <summary>Grows with every lease; results are stored only under the present one.</summary>
    public long Fence { get; set; }

    /// <summary>What the API and the pages call its state; the gravest first.</summary>
    public ConnectionState State =>
        Authorization.GoneAt is not null ? ConnectionState.AuthorizationExpired
        : Authorization.BlockedAt is not null ? ConnectionState.Blocked
        : PausedAt is not null ? ConnectionState.Paused
        : LimitSince is not null || BudgetSince is not null ? ConnectionState.LimitReached
        : ConnectionState.Active;
}
