using RelationSync.Domain.Events;

namespace RelationSync.Domain.Sync;

/// <summary>
/// Settles writes of unknown outcome by what stands in the org (R-D1): by the marker where there is one, else by what the
/// Event says and whom it is for. An Event is given to one action only, and never one that another action has already.
/// </summary>
internal sealed class DoubtStep(DrainContext context)
{
    /// <summary>Ways to tell one's own Event of those that say the same, the surest first.</summary>
    private static readonly Func<WorkItem, EventHit, bool>[] Ways =
    [
        (item, hit) => IsFor(item.Action.Sent, hit) && item.Action.Sent!.OwnerId == hit.OwnerId,
        // Automation in the org may have given it to somebody else.
        (item, hit) => IsFor(item.Action.Sent, hit),
        (item, hit) => item.Action.Sent is null && item.Wanted && hit.WhoId == (item.WhoIds.Count > 0 ? item.WhoIds[0] : null),
        (item, _) => item.Action.Sent is null,
    ];

    /// <param name="batch">The batch.</param>
    /// <param name="free">Events that were found and that no action has.</param>
    /// <returns>The ids of those that an action has now.</returns>
    public IReadOnlyCollection<string> Settle(Batch batch, IReadOnlyCollection<EventHit> free)
    {
        var marked = free.Where(h => h.Marker is not null).DistinctBy(h => h.Marker).ToDictionary(h => h.Marker!.Value);
        var unmarked = free.Where(h => h.Marker is null).OrderBy(h => h.CreatedDate).ThenBy(h => h.Id, StringComparer.Ordinal).ToLookup(Words.Of);
        var given = new HashSet<string>(StringComparer.Ordinal);
        var doubts = new List<(WorkItem Item, List<EventHit> Alike)>();
        foreach (var item in batch.InDoubt.ToList())
        {
            if (marked.TryGetValue(item.Action.Id, out var own))
            {
                given.Add(own.Id);
                Found(item, own.Id);
            }
            else
            {
                doubts.Add((item, [.. item.MayHaveSent.SelectMany(d => unmarked[Words.Of(d)].Where(h => StartsAlike(d, h))).Distinct()]));
            }
        }

        SettleByWords(doubts, given);
        doubts.ForEach(d => NotFound(d.Item));
        return given;
    }

    /// <summary>All try one way before any tries the next: none takes what is more another's.</summary>
    private void SettleByWords(List<(WorkItem Item, List<EventHit> Alike)> doubts, HashSet<string> given)
    {
        foreach (var isOwn in Ways)
        {
            doubts.RemoveAll(doubt =>
            {
                if (doubt.Alike.Find(h => !given.Contains(h.Id) && isOwn(doubt.Item, h)) is not { } hit)
                {
                    return false;
                }

                given.Add(hit.Id);
                Found(doubt.Item, hit.Id);
                return true;
            });
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

    private static bool IsFor(SentRelations? sent, EventHit hit) => sent is not null && sent.WhoId == hit.WhoId;

    private static bool StartsAlike(EventDraft draft, EventHit hit) =>
        Whole(draft.Start) == Whole(hit.Start) || EventCeiling.Steps.Any(m => Whole(draft.End - TimeSpan.FromMinutes(m)) == Whole(hit.Start));

    private static long Whole(DateTimeOffset time) => time.ToUnixTimeSeconds();

    /// <summary>All that an Event says.</summary>
    private readonly record struct Words(EventLikeness Likeness, string Description)
    {
        public static Words Of(EventDraft draft) => new(EventLikeness.Of(draft), EventLikeness.Plain(draft.Description));

        public static Words Of(EventHit hit) => new(EventLikeness.Of(hit), EventLikeness.Plain(hit.Description));
    }
}
