using RelationSync.Domain.Connections;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

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
    ActionCounts Counts)
{
    /// <summary>Its own share of the org's calls.</summary>
    public BudgetView Budget { get; init; } = BudgetView.None;

    /// <summary>Its own budget holds it up, not Salesforce's limit.</summary>
    public bool IsHeldByBudget => State is ConnectionState.LimitReached && LimitSince is null && Budget.HeldSince is not null;

    /// <summary>Which text says what to do: <c>Shared_NextStep_…</c>.</summary>
    public string NextStep => IsHeldByBudget ? "BudgetReached" : State.ToString();
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
    DateTimeOffset? ApiSeenAt)
{
    /// <summary>The authorisation; several connections may share it (R-A3).</summary>
    public Guid AuthorizationId { get; init; }

    /// <summary>Since when the org refuses our app or its API (R-A7).</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    public string? BlockedCode { get; init; }

    /// <summary>When Salesforce is asked again whether it takes it.</summary>
    public DateTimeOffset? AskAgainAt { get; init; }

    /// <summary>Whose slots it takes at Salesforce.</summary>
    public string? UserId { get; init; }

    /// <summary>Whether Events are upserted by the marker field (R-D1); null: not known yet.</summary>
    public bool? HasMarker { get; init; }
}
