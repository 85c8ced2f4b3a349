namespace RelationSync.Simulator.Relation.Api;

/// <summary>One page of what the search knows.</summary>
internal static class TicketSearch
{
    public static IReadOnlyList<IndexRow> Run(Tenant tenant, int boxId, SearchFilter filter)
    {
        var now = tenant.Now;
        var found = tenant.Index.At(now).Where(r => r.BoxId == boxId && filter.Fits(r));
        var ordered = tenant.Settings.Order switch
        {
            "id" => found.OrderBy(r => r.Id),
            "shuffle" => found.OrderBy(r => Shuffled(r, now)),
            _ => found.OrderByDescending(r => r.LastUpdatedAt).ThenByDescending(r => r.Id),
        };
        return [.. ordered.Skip((int)Math.Min((long)(filter.Page - 1) * filter.PerPage, int.MaxValue)).Take(filter.PerPage)];
    }

    /// <summary>No order that means anything: it holds for a minute, and a ticket that changes jumps.</summary>
    private static ulong Shuffled(IndexRow row, DateTimeOffset now) =>
        Scatter.Of((row.Ticket.Serial * 1_000_003) ^ (row.LastUpdatedAt.ToUnixTimeSeconds() << 20) ^ (now.ToUnixTimeSeconds() / 60));
}
