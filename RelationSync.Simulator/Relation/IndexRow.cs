namespace RelationSync.Simulator.Relation;

/// <summary>A ticket as the search knows it: a copy made when it changed.</summary>
internal sealed record IndexRow(
    Ticket Ticket, int BoxId, long Id, string Title, string Status, string? Assignee, DateTimeOffset CreatedAt, DateTimeOffset LastUpdatedAt, bool IsGone, IReadOnlyList<IndexedMessage> Messages)
{
    public static IndexRow Of(Ticket ticket) => new(
        ticket, ticket.BoxId, ticket.Id, ticket.Title, ticket.Status, ticket.Assignee, ticket.CreatedAt, ticket.LastUpdatedAt, ticket.IsGone, [.. ticket.Messages.Select(m => new IndexedMessage(m, m.Id, m.Method, m.Action, m.SentAt))]);
}
