namespace RelationSync.Domain.Connections;

/// <summary>行動の作成先: what an Event may hang on. Fixed when the connection is made (R-A2).</summary>
public enum TargetKind
{
    /// <summary>Up to 50 contacts (R-W8).</summary>
    Contact,

    /// <summary>One lead (R-W9).</summary>
    Lead,

    /// <summary>Contacts first; a lead only where not one is found (R-W10).</summary>
    Both,
}
