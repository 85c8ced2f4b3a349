using RelationSync.Domain.Common;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Events;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>
/// Settles writes of unknown outcome by what stands in the org (R-D1): by the marker where they bore it, else by what the
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
        // Sent before whom for was stored first.
        (item, hit) => item.Action.Sent is null && item.Wanted && hit.WhoId == (item.WhoIds.Count > 0 ? item.WhoIds[0] : null),
    ];

    /// <param name="batch">The batch.</param>
    /// <param name="free">Events that were found and that no action has.</param>
    /// <param name="seesAll">The connecting user sees all Events: what isn't found isn't there.</param>
    /// <param name="underWay">Writes of other drains that say the same may be these Events: too early to tell.</param>
    /// <returns>The ids of those that an action has now.</returns>
    public IReadOnlyCollection<string> Settle(Batch batch, IReadOnlyCollection<EventHit> free, bool seesAll, IReadOnlyCollection<WriteUnderWay> underWay)
    {
        var marked = free.Where(h => h.Marker is not null).DistinctBy(h => h.Marker).ToDictionary(h => h.Marker!.Value);
        var unmarked = free.Where(h => h.Marker is null).OrderBy(h => h.CreatedDate).ThenBy(h => h.Id, StringComparer.Ordinal).ToLookup(Words.Of);
        var given = new HashSet<string>(StringComparer.Ordinal);
        var doubts = new List<Alike>();
        var withoutText = context.Capabilities!.Unwritable.Contains(EventFields.Description) || free.Any(h => h.DescriptionHidden);
        foreach (var item in batch.InDoubt.ToList())
        {
            if (marked.TryGetValue(item.Action.Id, out var own))
            {
                given.Add(own.Id);
                Found(item, own.Id);
            }
            else
            {
                var alike = MayBeUnmarked(item) ? item.MayHaveSent.SelectMany(d => Words.Of(d, withoutText).SelectMany(w => unmarked[w].Where(h => LastsAlike(d, h)))).Distinct().ToList() : [];
                doubts.Add(new Alike(item, [.. alike.Where(h => !underWay.Any(w => w.MayBe(h)))], alike.Exists(h => underWay.Any(w => w.MayBe(h)))));
            }
        }

        SettleByWords(doubts, given);
        foreach (var doubt in doubts)
        {
            if (doubt.Hits.Exists(h => IsForeign(h) && !given.Contains(h.Id)))
            {
                CannotTell(doubt.Item, OutcomeMessages.ByAnotherUser);
            }
            else
            {
                NotFound(doubt.Item, doubt.TooEarly, seesAll);
            }
        }

        return given;
    }

    /// <summary>All try one way before any tries the next: none takes what is more another's.</summary>
    private void SettleByWords(List<Alike> doubts, HashSet<string> given)
    {
        foreach (var isOwn in Ways)
        {
            doubts.RemoveAll(doubt =>
            {
                if (doubt.Hits.Find(h => !given.Contains(h.Id) && !IsForeign(h) && isOwn(doubt.Item, h)) is not { } hit)
                {
                    return false;
                }

                given.Add(hit.Id);
                doubt.Item.Recognised = true;
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
            item.IsCertain();
            item.FoundEventId = eventId;
        }
    }

    /// <summary>
    /// What bore the marker is upserted by it at once. Anything else waits while Salesforce may still be at it; then it is
    /// written again only where a look-up that finds nothing proves something (R-D2).
    /// </summary>
    private void NotFound(WorkItem item, bool tooEarly, bool seesAll)
    {
        if (IsInAnotherOrg(item))
        {
            CannotTell(item, OutcomeMessages.InAnotherOrg);
        }
        else if (tooEarly)
        {
            item.Again(null, context.Now + context.Backoff.After(item.Action.Attempts + 1), context.Now);
        }
        else if (item.Wanted && context.Capabilities!.MarkerField && !item.SentUnmarked)
        {
            // Upserted by the marker, whatever stands. The doubt stays: it is what a masked duplicate means.
        }
        else if (MayStillBeDone(item, seesAll) && context.Settings.TimedOutDoubt - context.Doubts.Age(item.Action.Id) is var left && left > TimeSpan.Zero)
        {
            var next = context.Backoff.After(item.Action.Attempts + 1);
            item.Again(null, context.Now + (next < left ? next : left), context.Now);
        }
        else if (WasSent(item) && !seesAll && item.Action.Sent?.OwnerId != context.Capabilities!.UserId)
        {
            CannotTell(item, OutcomeMessages.NotSeen);
        }
        else
        {
            IsNotThere(item);
        }
    }

    private void IsNotThere(WorkItem item)
    {
        context.Doubts.Forget(item.Action.Id);
        item.IsCertain();
        if (item.Wanted)
        {
            return;
        }

        if (item.Action.SyncedAt is null)
        {
            item.Cancelled();
        }
        else
        {
            item.StaysSynced(context.Now, OutcomeMessages.NotFound);
        }
    }

    private void CannotTell(WorkItem item, PlainMessage why)
    {
        context.Doubts.Forget(item.Action.Id);
        if (item.Action.SyncedAt is null)
        {
            item.Failed(why.Text.Failure(), context.Now);
        }
        else
        {
            item.StaysSynced(context.Now, IsInAnotherOrg(item) ? OutcomeMessages.OtherOrg : OutcomeMessages.IdUnknown);
        }
    }

    /// <summary>Another user made it: a person, or we, when the inbox was connected through that user.</summary>
    private bool IsForeign(EventHit hit) => hit.CreatedById is { } user && user != context.Capabilities!.UserId;

    private bool MayStillBeDone(WorkItem item, bool seesAll) =>
        item.Doubt is WriteCertainty.TimedOut || context.Doubts.IsMine(item.Action.Id) || (seesAll && WasTakenOver(item));

    /// <summary>From a process that was killed or stood still: its upsert by the marker, which isn't stored before it is sent, may be on its way.</summary>
    private bool WasTakenOver(WorkItem item) =>
        context.Capabilities!.MarkerField && item is { Doubt: WriteCertainty.Unknown, SentUnmarked: false, Action.Sent: null };

    private bool IsInAnotherOrg(WorkItem item) => item.Action.WrittenTo is { } org && org != context.Capabilities!.OrgId;

    /// <summary>Its Event may stand without the marker: it was sent so, or the field has gone since.</summary>
    private bool MayBeUnmarked(WorkItem item) => item.SentUnmarked || (item.Action.Sent is not null && !context.Capabilities!.MarkerField);

    /// <summary>Without the marker nothing is sent before it is stored; with it, a process that ended may have sent it.</summary>
    private bool WasSent(WorkItem item) => item.SentUnmarked || item.Action.Sent is not null || context.Capabilities!.MarkerField;

    private static bool IsFor(SentRelations? sent, EventHit hit) => sent is not null && (hit.WhoHidden || sent.WhoId == hit.WhoId);

    /// <summary>As long, in minutes: whether the org rounds its seconds down, or cuts start and end each.</summary>
    private static bool LastsAlike(EventDraft draft, EventHit hit) => EventCeiling.Starts(draft)
        .Any(start => EventFingerprint.MinuteOf(start) == EventFingerprint.MinuteOf(hit.Start) && (draft.End - start - (hit.End - hit.Start)).Duration() < TimeSpan.FromMinutes(1));

    /// <param name="Hits">Events that say the same.</param>
    /// <param name="TooEarly">One more does, but may be another drain's.</param>
    private sealed record Alike(WorkItem Item, List<EventHit> Hits, bool TooEarly);

    /// <summary>All that an Event says.</summary>
    private readonly record struct Words(EventFingerprint Likeness, string Description)
    {
        /// <param name="draft">What may have been written.</param>
        /// <param name="withoutText">Its description may have been left out, or can't be read (R-E3).</param>
        public static IEnumerable<Words> Of(EventDraft draft, bool withoutText) => EventFingerprint.Of(draft).Distinct()
            .SelectMany(l => new[] { draft.Description, withoutText ? "" : draft.Description }.Select(EventFingerprint.Plain).Distinct().Select(text => new Words(l, text)));

        public static Words Of(EventHit hit) => new(EventFingerprint.Of(hit), EventFingerprint.Plain(hit.Description));
    }
}
