using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>A stretch of time of inboxes whose days begin together.</summary>
/// <param name="To">Not included.</param>
internal sealed record InboxSpan(IReadOnlyList<long> InboxIds, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The same stretch for all.</summary>
    public static InboxSpan Of(IEnumerable<InboxName> inboxes, DateTimeOffset from, DateTimeOffset to) => new([.. inboxes.Select(i => i.Id)], from, to);

    /// <summary>A day of each inbox's clock: it begins at another moment in every zone.</summary>
    public static IEnumerable<InboxSpan> OfDay(InboxDay day, IEnumerable<InboxName> inboxes, DateTimeOffset now) => inboxes.GroupBy(i => i.TimeZone).Select(zone =>
    {
        var (from, to) = day.In(DayBoundaries.Zone(zone.Key), now);
        return Of(zone, from, to);
    });
}
