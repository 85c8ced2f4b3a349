using RelationSync.Domain.Events;

namespace RelationSync.Domain.Sync;

/// <summary>
/// Settles writes of unknown outcome by what stands in the org (R-D1): by the marker where there is one, else by what the
/// Event says. An Event is given to one action only, and never one that another action has already.
/// </summary>
internal sealed class DoubtStep(DrainContext context)
{
    public void Settle(Batch batch, IReadOnlyList<EventHit> hits, IReadOnlySet<string> taken)
    {
        var free = hits.Where(h => !taken.Contains(h.Id)).OrderBy(h => h.CreatedDate).ThenBy(h => h.Id, StringComparer.Ordinal).ToList();
        var doubts = batch.InDoubt.ToList();
        foreach (var item in doubts)
        {
            var hit = free.Find(h => h.Marker == item.Action.Id) ?? free.Find(h => h.Marker is null && item.MayHaveSent.Any(d => Matches(d, h)));
            if (hit is not null)
            {
                free.Remove(hit);
                Found(item, hit.Id);
            }
        }

        foreach (var item in doubts.Where(i => i.Open && i.FoundEventId is null))
        {
            NotFound(item);
        }
    }

    private void Found(WorkItem item, string eventId)
    {
        context.Doubts.Forget(item.Action.Id);
        if (item.Wanted)
        {
            item.Synced(eventId, context.Now);
        }
        else
        {
            item.FoundEventId = eventId;
        }
    }

    /// <summary>
    /// A write that timed out may still be done by Salesforce for ten minutes; what was dropped or cut, or can be written
    /// again by its marker, goes on at once.
    /// </summary>
    private void NotFound(WorkItem item)
    {
        var (doubts, id) = (context.Doubts, item.Action.Id);
        var certainByMarker = context.Capabilities!.MarkerField && item.Wanted && !doubts.WasUnmarked(id);
        var mayStillBeDone = item.Action.Doubt is WriteCertainty.TimedOut || doubts.IsMine(id);
        if (mayStillBeDone && !certainByMarker && context.Settings.TimedOutDoubt - doubts.Age(id) is var left && left > TimeSpan.Zero)
        {
            var next = context.Backoff.After(item.Action.Attempts + 1);
            item.Again(null, context.Now + (next < left ? next : left), context.Now, WriteCertainty.TimedOut, item.Action.SentAt);
            return;
        }

        doubts.Forget(id);
        if (!item.Wanted)
        {
            item.Cancelled();
        }
    }

    private static bool Matches(EventDraft draft, EventHit hit) =>
        Same(draft.Subject, hit.Subject)
        && Whole(draft.End) == Whole(hit.End)
        && (Whole(draft.Start) == Whole(hit.Start) || EventCeiling.Steps.Any(m => Whole(draft.End - TimeSpan.FromMinutes(m)) == Whole(hit.Start)))
        && Same(draft.Description, hit.Description);

    // Salesforce keeps whole seconds, trims, and may write line ends its own way.
    private static long Whole(DateTimeOffset time) => time.ToUnixTimeSeconds();

    private static bool Same(string ours, string? theirs) =>
        string.Equals(Squeeze(ours), Squeeze(theirs ?? ""), StringComparison.OrdinalIgnoreCase);

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
