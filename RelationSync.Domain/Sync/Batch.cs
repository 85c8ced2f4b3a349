using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Events;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Sync;

/// <summary>The actions that one round of calls carries, and what comes of them.</summary>
internal sealed class Batch
{
    /// <summary>Parent shared with the part before, taken without a turn (<see cref="SeamOf"/>); null: none.</summary>
    private string? _seam;

    private Recollection? _recalled;

    private Batch(IReadOnlyList<WorkItem> items, BatchResult result) => (Items, Result) = (items, result);

    public IReadOnlyList<WorkItem> Items { get; }

    public BatchResult Result { get; }

    /// <summary>Events that were found in the org and given to actions of this batch.</summary>
    public IReadOnlyCollection<string> FoundEventIds { get; set; } = [];

    /// <summary>What Salesforce locks while it is written, and others wait for.</summary>
    public IEnumerable<string> Parents => ToWrite.Select(i => i.Parent).OfType<string>().Where(p => p != _seam).Distinct(StringComparer.Ordinal);

    /// <summary>The org was described again because a field was refused; once a batch is enough.</summary>
    public bool DescribedAgain { get; set; }

    /// <summary>What the batch takes from the cache of its drain.</summary>
    public Recollection Recalled(LookUpCache cache) => _recalled ??= new Recollection(cache);

    /// <summary>Still to be written.</summary>
    public IEnumerable<WorkItem> ToWrite => Items.Where(i => i.Open && i.Wanted);

    /// <summary>Their Event stands, and is to be corrected.</summary>
    public IEnumerable<WorkItem> ToCorrect => Items.Where(i => i.Open && i.Corrects);

    /// <summary>Their Event is to be taken away.</summary>
    public IEnumerable<WorkItem> ToRemove => Items.Where(i => i is { Open: true, Wanted: false, Corrects: false });

    /// <summary>An Event of theirs may stand that we don't know of (R-D1).</summary>
    public IEnumerable<WorkItem> InDoubt => Items.Where(i => i.Open && !i.Corrects && i is { Action.EventId: null, FoundEventId: null, Doubt: not WriteCertainty.NotWritten });

    /// <summary>Makes the drafts; what no longer is an action, or never was written and is cancelled, is settled at once.</summary>
    public static Batch Of(IReadOnlyList<ClaimedAction> claimed, TimeZoneInfo zone, DateTimeOffset now)
    {
        var batch = new Batch([.. claimed.Select(c => new WorkItem(c))], new BatchResult());
        foreach (var item in batch.Items)
        {
            if (item.Action.Derived?.Content is { } content)
            {
                item.Draft = EventMapper.Map(content, zone);
                item.Start = item.Draft.Start;
                item.Keys = CustomerKeys.Of(content);
            }

            item.MayHaveSent =
            [
                .. item.Action.Earlier.Select(c => EventMapper.Map(c, zone)).Prepend(item.Draft).OfType<EventDraft>()
                    .DistinctBy(d => (d.Subject, d.Start, d.End, d.Description)),
            ];

            if (item.Corrects)
            {
                if (item.Action.EventId is null || item.Draft is null)
                {
                    item.Corrected(now, CorrectionMessages.IdUnknown);
                }
            }
            else if (item.Action.EventId is { } standing && item.Wanted)
            {
                item.Synced(standing, now);
            }
            else if (!item.Wanted && item.Action is { EventId: null, Doubt: WriteCertainty.NotWritten })
            {
                item.Cancelled();
            }
        }

        return batch;
    }

    /// <summary>
    /// Cuts a prepared batch into parts that are written side by side: as few as it fits, of even size. Events of one parent
    /// stay together, so that parts don't lock each other out; where a seam goes through them, they are the last of one part
    /// and the first of the next. What was learnt so far goes with the first part.
    /// </summary>
    /// <param name="most">Records of one part.</param>
    public IReadOnlyList<Batch> Split(int most)
    {
        var open = Items.Where(i => i.Open).ToList();
        var count = (open.Count + most - 1) / most;
        if (count <= 1)
        {
            return [this];
        }

        var ordered = open.OrderBy(i => i.Parent is null).ThenBy(i => i.Parent, StringComparer.Ordinal).ToList();
        var parts = new List<Batch>(count);
        List<WorkItem> before = [];
        for (var i = 0; i < count; i++)
        {
            var (from, to) = (open.Count * i / count, open.Count * (i + 1) / count);
            var items = ordered[from..to];
            parts.Add(i == 0 ? Part([.. items, .. Items.Where(i => !i.Open)], Result) : Part(items, new BatchResult()));
            parts[i]._seam = SeamOf(before, items);
            before = items;
        }

        return parts;
    }

    /// <summary>
    /// The parent that ends one part and begins the next, if both can be written at once all the same: the next is done with
    /// it after its first Collection, and the one before only then comes to it.
    /// </summary>
    private static string? SeamOf(List<WorkItem> before, List<WorkItem> items)
    {
        var (parent, first) = (items[0].Parent, items[0].CollectionSize);
        return before is [.., var last] && last.Parent == parent
            && items.Count > first && items[first].Parent != parent && before[first - 1].Parent != parent ? parent : null;
    }

    private Batch Part(IReadOnlyList<WorkItem> items, BatchResult result) => new(items, result)
    {
        FoundEventIds = [.. FoundEventIds.Intersect(items.Select(i => i.FoundEventId ?? i.Settlement?.EventId).OfType<string>())],
        DescribedAgain = DescribedAgain,
    };

    /// <summary>Settles all that is left over after a failure that keeps the batch from going on.</summary>
    public void Stop(SalesforceFailure failure, Backoff backoff, DateTimeOffset now)
    {
        Result.Stop ??= failure;
        var waits = failure.HoldsUp;
        foreach (var item in Items.Where(i => i.Open))
        {
            item.Again(waits ? null : failure, waits ? now : now + backoff.After(item.Action.Attempts + 1), now);
        }
    }

    /// <summary>Takes note of a failure that keeps more than one record from going on.</summary>
    public void StopAt(SalesforceFailure failure)
    {
        if (failure.HoldsUp || (failure.WholeCall && failure.Class is FailureClass.TransientCall))
        {
            Result.Stop ??= failure;
        }
    }

    /// <summary>Everything goes back as it came.</summary>
    public void HandBack(DateTimeOffset now)
    {
        foreach (var item in Items.Where(i => i.Open))
        {
            item.Again(null, now, now);
        }
    }

    /// <summary>The result with every item's settlement in it.</summary>
    public BatchResult Close()
    {
        foreach (var item in Items)
        {
            Result.Settlements.Add(item.Settlement ?? throw new InvalidOperationException($"Action {item.Action.Seq} was left open."));
            if (item.Settlement.Status is ActionStatus.Synced)
            {
                Result.Episodes.AddRange(item.Episodes);
            }
        }

        return Result;
    }

    /// <summary>A set-up of the org that holds everything up is logged once.</summary>
    public void NoteConfiguration(SalesforceFailure failure) =>
        Result.Episodes.Add(new EpisodeNote(
            EpisodeKey.Configuration(failure.Code),
            LogNote.Error(failure)));
}
