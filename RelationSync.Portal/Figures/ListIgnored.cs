using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>Ignored operations of one reason.</summary>
/// <param name="Inbox">Whose.</param>
/// <param name="Reason">Why they weren't taken.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstAt">When the first arrived, UTC.</param>
/// <param name="LastAt">When the latest arrived, UTC.</param>
public sealed record IgnoredGroup(InboxName Inbox, IgnoredReason Reason, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>The ignored operations of a day of each inbox's clock, by inbox and reason. They are counted by the quarter of an hour; the operations themselves aren't kept.</summary>
public sealed class ListIgnored(Store store, TimeProvider time)
{
    /// <param name="day">The day.</param>
    /// <param name="inbox">Of one inbox, by its key; null: of all but test inboxes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<ValueList<IgnoredGroup>> RunAsync(InboxDay day, string? inbox, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            var inboxes = (await InboxName.ReadAllAsync(db, token)).Values.Where(i => inbox is null ? !i.IsTest : i.Key == inbox);
            List<IgnoredGroup> groups = [];
            foreach (var one in inboxes)
            {
                var (from, to) = day.In(DayBoundaries.Zone(one.TimeZone), time.GetUtcNow());
                var rows = await db.IntakeRefusals.Where(r => r.InboxId == one.Id && r.Reason == RejectionReason.Ignored && r.Quarter >= from && r.Quarter < to).ToListAsync(token);
                groups.AddRange(rows.GroupBy(r => r.Message).Select(g => new IgnoredGroup(
                    one, Enum.TryParse<IgnoredReason>(g.Key, out var reason) ? reason : IgnoredReason.Other, g.Sum(r => r.Count), g.Min(r => r.FirstAt), g.Max(r => r.LastAt))));
            }

            return (ValueList<IgnoredGroup>)[.. groups.OrderBy(g => g.Inbox.Name, ListConnections.ByName).ThenByDescending(g => g.Count)];
        },
        cancellationToken);
}
