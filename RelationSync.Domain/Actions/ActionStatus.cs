namespace RelationSync.Domain.Actions;

/// <summary>Where an action stands; the codes of <c>GET /api/v1/actions</c>.</summary>
public enum ActionStatus
{
    /// <summary><c>waiting</c>: held, or half of a call or chat.</summary>
    Waiting,

    /// <summary><c>pending</c>: due.</summary>
    Pending,

    /// <summary><c>syncing</c>: a drain has it.</summary>
    Syncing,

    /// <summary><c>synced</c>: its Event's id is stored.</summary>
    Synced,

    /// <summary><c>failed</c>: refused for good; may be tried again by hand.</summary>
    Failed,

    /// <summary><c>cancelled</c>: no Event is wanted any more.</summary>
    Cancelled,
}
