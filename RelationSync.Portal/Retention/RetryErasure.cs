using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Retention;

/// <summary>Deletes results of retries that a person never closed.</summary>
internal static class RetryErasure
{
    /// <summary>A part of the oldest run, or the run once its parts are deleted. False if there is none.</summary>
    public static async Task<bool> RunAsync(RelationSyncDb db, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        if (await db.RetryRuns.Where(r => r.At < before).OrderBy(r => r.At).FirstOrDefaultAsync(cancellationToken) is not { } run)
        {
            return false;
        }

        var part = await db.RetriedActions.Where(a => a.RunId == run.Id).OrderBy(a => a.ActionId).Take(most).ToListAsync(cancellationToken);
        db.RemoveRange(part);
        if (part.Count < most)
        {
            db.Remove(run);
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
