using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage;

/// <summary>
/// The time by which contents grow old. Erasing can't be taken back, so a wall clock that jumps ahead isn't believed at
/// once: this one follows it by <paramref name="step"/> a run at most, and goes back with it at once. It is stored, and
/// begins with the newest operation that came in.
/// </summary>
internal sealed class RetentionClock(Store store, TimeSpan step, TimeProvider clock)
{
    /// <summary>Goes on, and answers what time it is, and how far the wall clock was ahead of that in the same moment.</summary>
    public Task<(DateTimeOffset Now, TimeSpan Behind)> AdvanceAsync(CancellationToken cancellationToken) => store.WriteAsync(
        async (db, token) =>
        {
            var wall = clock.GetUtcNow();
            var setting = await db.Settings.FindAsync([Setting.RetentionClock], token);
            var before = setting is null ? await NewestArrivalAsync(db, token) ?? wall : Parse(setting.Value);
            var now = before >= wall - step ? wall : before + step;
            if (setting is null)
            {
                db.Settings.Add(setting = new Setting { Key = Setting.RetentionClock, Value = "" });
            }

            setting.Value = now.UtcTicks.ToString(CultureInfo.InvariantCulture);
            return (now, wall - now);
        },
        cancellationToken);

    private static async Task<DateTimeOffset?> NewestArrivalAsync(RelationSyncDb db, CancellationToken cancellationToken) =>
        await db.Operations.OrderByDescending(o => o.Seq).Select(o => (DateTimeOffset?)o.ArrivedAt).FirstOrDefaultAsync(cancellationToken);

    private static DateTimeOffset Parse(string ticks) => new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
