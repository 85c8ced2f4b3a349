namespace RelationSync.Domain.Actions;

/// <summary>What is wanted of an action in Salesforce.</summary>
public enum ActionIntent
{
    /// <summary>One Event.</summary>
    Create = 0,

    /// <summary>No Event: one that stands, or may stand, is deleted (R-T4).</summary>
    Delete = 1,

    /// <summary>Its Event stands, and is to get the owner and the times that are better known now (R-P6).</summary>
    Update = 2,
}
