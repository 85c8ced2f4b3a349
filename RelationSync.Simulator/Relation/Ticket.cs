namespace RelationSync.Simulator.Relation;

internal sealed class Ticket(long serial, int boxId, long id, string title, DateTimeOffset createdAt)
{
    /// <summary>Its place among all tickets of the tenant, whatever its id.</summary>
    public long Serial => serial;

    public int BoxId { get; set; } = boxId;

    public long Id { get; set; } = id;

    public string Title => title;

    /// <summary>The <c>status_cd</c>.</summary>
    public string Status { get; set; } = "open";

    /// <summary>What it was before the trash.</summary>
    public string StatusBefore { get; set; } = "open";

    /// <summary>Mention name.</summary>
    public string? Assignee { get; set; }

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset LastUpdatedAt { get; set; } = createdAt;

    public List<Message> Messages { get; } = [];

    public bool IsGone { get; set; }
}
