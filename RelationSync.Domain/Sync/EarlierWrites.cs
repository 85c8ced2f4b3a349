using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>
/// Earlier upserts by the marker that Salesforce may still do: late, they would create a deleted Event again (R-D1) or undo a
/// correction (R-P6). Deletes and corrections wait until none can come.
/// </summary>
internal static class EarlierWrites
{
    public static void Postpone(DrainContext context, IEnumerable<WorkItem> items)
    {
        foreach (var item in items.Where(IsAfterAnEarlierWrite).ToList())
        {
            var left = context.Settings.TimedOutDoubt - context.Doubts.Age(item.Action.Id);
            if (left > TimeSpan.Zero)
            {
                item.Again(null, context.Now + left, context.Now);
            }
            else
            {
                // From here on the doubt is only that of the delete or the correction.
                context.Doubts.Forget(item.Action.Id);
                item.IsCertain();
            }
        }
    }

    private static bool IsAfterAnEarlierWrite(WorkItem item) =>
        item.Action is { EventId: not null, Doubt: WriteCertainty.TimedOut } action && action.SentAt <= action.SyncedAt;
}
