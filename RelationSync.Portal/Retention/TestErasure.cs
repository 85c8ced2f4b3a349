using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Retention;

/// <summary>Deletes what came into test inboxes: nothing of it was written anywhere, so nothing has to be remembered (R-T16).</summary>
internal static class TestErasure
{
    /// <summary>The activities of as many of the oldest operations, whole. Returns how many operations were looked at.</summary>
    public static async Task<int> RunAsync(RelationSyncDb db, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var inboxes = await db.Inboxes.Where(i => i.IsTest).Select(i => i.Id).ToListAsync(cancellationToken);
        if (inboxes.Count == 0)
        {
            return 0;
        }

        var old = await db.Operations.Where(o => inboxes.Contains(o.InboxId) && o.ArrivedAt < before)
            .OrderBy(o => o.ArrivedAt).Take(most).Select(o => o.ActivityKey).ToListAsync(cancellationToken);
        var keys = old.Distinct(ByteKeyComparer.Instance).ToList();
        var actions = await db.Actions.Where(a => keys.Contains(a.ActivityKey)).ToListAsync(cancellationToken);
        var seqs = actions.ConvertAll(a => a.Seq);
        await db.Attempts.Where(a => seqs.Contains(a.ActionSeq)).ExecuteDeleteAsync(cancellationToken);
        db.RemoveRange(actions);
        await db.Operations.Where(o => keys.Contains(o.ActivityKey)).ExecuteDeleteAsync(cancellationToken);
        await db.TestOperations.Where(t => inboxes.Contains(t.InboxId) && t.At < before).ExecuteDeleteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (db.Dialect.Provider is StoreProvider.Sqlite)
        {
            PageRewrite.Actions(db, seqs);
        }

        return old.Count;
    }
}
