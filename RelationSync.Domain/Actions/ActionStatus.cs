namespace RelationSync.Domain.Actions;

/// <summary>Where an action stands, as it is stored. <see cref="ActionStatusCodes"/> has the codes that others see.</summary>
public enum ActionStatus
{
    /// <summary>Half of a call or chat; <c>DueAt</c> is when it is given up. Seen as <c>waiting</c>.</summary>
    Half = 0,

    /// <summary>Complete and held until <c>DueAt</c>. Seen as <c>waiting</c>, from then on as <c>pending</c>.</summary>
    Held = 1,

    /// <summary>Was due once and is to be tried (again) at <c>DueAt</c>. Seen as <c>pending</c>.</summary>
    Pending = 2,

    /// <summary>A drain has it.</summary>
    Syncing = 3,

    /// <summary>Its Event's id is stored.</summary>
    Synced = 4,

    /// <summary>Refused for good; may be tried again by hand.</summary>
    Failed = 5,

    /// <summary>No Event is wanted any more.</summary>
    Cancelled = 6,
}
