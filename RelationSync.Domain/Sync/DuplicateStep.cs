using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>
/// Says what a duplicate is (R-D1, R-D2): our own marker's only where a look-up by the marker finds the Event. Where the
/// connecting user may not see it, an earlier write in doubt is what stands in the way; else it is another field's.
/// </summary>
internal sealed class DuplicateStep(DrainContext context)
{
    public async Task ExplainAsync(IReadOnlyCollection<WorkItem> items, CancellationToken cancellationToken)
    {
        var question = new LookUpQuestion { Markers = [.. items.Select(i => i.Action.Id)], AsksWhetherAllIsSeen = true };
        var answer = await context.Org.LookUpAsync(question, cancellationToken);
        var found = answer.Events.Where(e => e.Marker is not null).DistinctBy(e => e.Marker).ToDictionary(e => e.Marker!.Value, e => e.Id);
        foreach (var item in items)
        {
            if (found.TryGetValue(item.Action.Id, out var eventId))
            {
                item.Synced(eventId, context.Now);
            }
            else if (item is { Doubt: not WriteCertainty.NotWritten, SentUnmarked: false } && !answer.SeesAll && !IsItsOwn(item))
            {
                item.Stands(context.Now);
            }
            else
            {
                item.Failed(item.Duplicate!, context.Now);
            }
        }
    }

    private bool IsItsOwn(WorkItem item) => (item.Action.Sent?.OwnerId ?? item.OwnerId ?? context.Capabilities!.UserId) == context.Capabilities!.UserId;
}
