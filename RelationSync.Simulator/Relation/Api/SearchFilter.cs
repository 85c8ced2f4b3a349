namespace RelationSync.Simulator.Relation.Api;

/// <summary>What a ticket search asks for; null is no matter.</summary>
internal sealed record SearchFilter
{
    public IReadOnlySet<long>? TicketIds { get; init; }

    public IReadOnlySet<long>? MessageIds { get; init; }

    public required IReadOnlySet<string> Statuses { get; init; }

    public IReadOnlySet<string>? Methods { get; init; }

    public IReadOnlySet<string>? Actions { get; init; }

    public string? Assignee { get; init; }

    /// <summary>Asked for something that no ticket here has: labels, colours, pending reasons, attachments.</summary>
    public bool MatchesNothing { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public DateTimeOffset? LastUpdatedSince { get; init; }

    public required int Page { get; init; }

    public required int PerPage { get; init; }

    /// <summary>Every filter must fit; of a ticket's messages any one may fit each.</summary>
    public bool Fits(IndexRow row) =>
        !MatchesNothing
        && Statuses.Contains(row.Status)
        && (TicketIds is null || TicketIds.Contains(row.Id))
        && (Assignee is null || Assignee == row.Assignee)
        && (LastUpdatedSince is null || row.LastUpdatedAt >= LastUpdatedSince)
        && (MessageIds is null || row.Messages.Any(m => MessageIds.Contains(m.Id)))
        && (Methods is null || row.Messages.Any(m => Methods.Contains(m.Method)))
        && (Actions is null || row.Messages.Any(m => Actions.Contains(m.Action)))
        && ((Since is null && Until is null) || row.Messages.Any(m => IsSentWithin(m.SentAt)));

    private bool IsSentWithin(DateTimeOffset? sentAt) =>
        sentAt is { } at && (Since is null || at >= Since) && (Until is null || at <= Until);
}
