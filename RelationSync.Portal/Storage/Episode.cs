namespace RelationSync.Portal.Storage;

/// <summary>Something that was logged once and isn't logged again until it ends (R-A4, R-L1, R-O4, R-M5, R-W12).</summary>
public sealed class Episode
{
    public Guid ConnectionId { get; set; }

    /// <summary><c>limit</c>, <c>budget</c>, <c>authorization</c>, <c>owner</c>, <c>type</c>, <c>shared_activities</c>, <c>field</c>, <c>configuration</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>The operator's e-mail, the label or the code concerned; empty if there is only one.</summary>
    public required string About { get; set; }

    public DateTimeOffset Since { get; set; }

    /// <summary>When what failed was last tried.</summary>
    public DateTimeOffset TriedAt { get; set; }
}
