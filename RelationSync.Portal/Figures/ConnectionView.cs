using RelationSync.Domain.Connections;
using RelationSync.Portal.Foundation;
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

    /// <summary>What is the matter with it; of a list that knows.</summary>
    public ValueList<Matter> Matters { get; init; } = [];

    /// <summary>Its Events without anybody.</summary>
    public NobodyFound Nobody { get; init; } = NobodyFound.None;

    /// <summary>Its own budget holds it up, not Salesforce's limit.</summary>
    public bool IsHeldByBudget => State is ConnectionState.LimitReached && LimitSince is null && Budget.HeldSince is not null;

    /// <summary>What its chip says: its state, and of one that works what is the matter nevertheless.</summary>
    public ConnectionCondition Condition => State switch
    {
        ConnectionState.AuthorizationExpired => ConnectionCondition.AuthorizationExpired,
        ConnectionState.Blocked => ConnectionCondition.Blocked,
        ConnectionState.LimitReached when IsHeldByBudget => ConnectionCondition.BudgetReached,
        ConnectionState.LimitReached => ConnectionCondition.LimitReached,
        ConnectionState.Paused => ConnectionCondition.Paused,
        ConnectionState.Active when Has(MatterKind.Unread) => ConnectionCondition.Unread,
        ConnectionState.Active when Has(MatterKind.Failed) => ConnectionCondition.Failing,
        ConnectionState.Active when Has(MatterKind.Late) => ConnectionCondition.Late,
        ConnectionState.Active when Has(MatterKind.CatchingUp) => ConnectionCondition.CatchingUp,
        ConnectionState.Active when Has(MatterKind.Resolved) => ConnectionCondition.Resolved,
        ConnectionState.Active => ConnectionCondition.Active,
        _ => throw new ArgumentOutOfRangeException(nameof(State), State, "no such state"),
    };

    /// <summary>Those that need a person come first.</summary>
    public int Gravity => Condition switch
    {
        ConnectionCondition.AuthorizationExpired or ConnectionCondition.Blocked or ConnectionCondition.Unread => 0,
        ConnectionCondition.Failing => 1,
        ConnectionCondition.LimitReached or ConnectionCondition.BudgetReached or ConnectionCondition.Late => 2,
        ConnectionCondition.Paused => 4,
        _ => 3,
    };

    private bool Has(MatterKind kind) => Matters.Any(m => m.Kind == kind);
}

/// <summary>A connection's state, and of one that works whether its actions become Events.</summary>
public enum ConnectionCondition
{
    /// <summary>Works, and nothing is missing.</summary>
    Active,

    AuthorizationExpired,

    Blocked,

    LimitReached,

    BudgetReached,

    Paused,

    /// <summary>Works, and its inbox can't be read from Re:lation's API.</summary>
    Unread,

    /// <summary>Works, and actions have failed.</summary>
    Failing,

    /// <summary>Works, and actions wait for longer than the five minutes.</summary>
    Late,

    /// <summary>Works, and syncs a range before the connection.</summary>
    CatchingUp,

    /// <summary>Works; what failed is marked as resolved.</summary>
    Resolved,
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

    /// <summary>By the JWT bearer flow, which takes none of the user's slots (R-A3).</summary>
    public bool UsesCertificate { get; init; }

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
