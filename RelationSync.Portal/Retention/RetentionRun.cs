using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Retention;

/// <summary>
/// Erases what is no longer needed: contents of operations and actions <paramref name="retention"/> after they are over,
/// entries of the error log after a year, results of retries that were left open, what is remembered of Re:lation's tickets
/// when they are over for long. The search's index follows within a day. In steps of one short transaction each, and idle
/// for as long as each took, so that the intake and the drains come in between.
/// </summary>
internal sealed class RetentionRun(Store store, RetentionClock retentionClock, TimeSpan retention, ChangeFeed changes, TimeProvider clock)
{
    private const int MostEntries = 500;

    /// <summary>What came into a test inbox is gone after that (R-T16).</summary>
    public static readonly TimeSpan TestsKept = TimeSpan.FromHours(24);

    /// <summary>How often the index is merged at most; all of it is written again each time.</summary>
    private static readonly TimeSpan LongestUnmerged = TimeSpan.FromDays(1);

    private static readonly TimeSpan OftenEnough = TimeSpan.FromDays(1);

    private static readonly TimeSpan RecountEvery = TimeSpan.FromHours(1);

    private readonly IndexMerge _index = new(store, clock);
    private DateTimeOffset? _mergedAt;
    private DateTimeOffset? _readerAt;
    private DateTimeOffset? _recountedAt;

    /// <summary>Something was erased since the log beside the file (WAL) was last emptied.</summary>
    private bool _traces;

    /// <summary>The run before erased something, which left the index since.</summary>
    private bool _erasedBefore;

    public async Task<RetentionReport> RunAsync(CancellationToken cancellationToken)
    {
        var (now, behind) = await retentionClock.AdvanceAsync(cancellationToken);
        var report = new RetentionReport { Behind = behind };
        await EraseLogAsync(now.AddYears(-1), report, cancellationToken);
        await EraseContentsAsync(now - retention, report, cancellationToken);
        await EraseTestsAsync(now - TestsKept, report, cancellationToken);
        await EraseRetriesAsync(now - RetryRun.Kept, cancellationToken);
        await EraseReaderAsync(now, cancellationToken);
        await RecountAsync(cancellationToken);
        var erased = report.Actions + report.LogEntries > 0;
        if (erased)
        {
            changes.Publish(ChangeTopic.Actions);
            changes.Publish(ChangeTopic.Errors);
        }

        report.IndexSteps = await MergeIndexAsync(cancellationToken);
        _traces |= erased || _erasedBefore || report.IndexSteps > 0;
        _erasedBefore = erased;
        if (_traces)
        {
            // A long read, like a workbook's, may be in the way: then the next run does it.
            _traces = !await store.ReadAsync((db, _) => Task.FromResult(db.Dialect.EmptiesLog(db)), cancellationToken);
        }

        return report;
    }

    private async Task EraseContentsAsync(DateTimeOffset before, RetentionReport report, CancellationToken cancellationToken)
    {
        var from = DateTimeOffset.MinValue;
        for (var more = true; more;)
        {
            var step = await StepAsync((db, token) => new ErasureStep(db, before, clock.GetUtcNow()).RunAsync(from, token), cancellationToken);
            (from, more) = (step.From, step.More);
            report.Actions += step.Actions;
            report.Operations += step.Operations;
        }
    }

    private async Task EraseTestsAsync(DateTimeOffset before, RetentionReport report, CancellationToken cancellationToken)
    {
        for (var erased = MostEntries; erased == MostEntries;)
        {
            erased = await StepAsync((db, token) => TestErasure.RunAsync(db, before, MostEntries, token), cancellationToken);
            report.Operations += erased;
        }
    }

    private async Task EraseRetriesAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        while (await StepAsync((db, token) => RetryErasure.RunAsync(db, before, MostEntries, token), cancellationToken))
        {
        }
    }

    /// <summary>Once an hour.</summary>
    private async Task RecountAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_recountedAt is not { } last || (now - last).Duration() >= RecountEvery)
        {
            await SyncedCounts.RecountAsync(store, now, cancellationToken);
            _recountedAt = now;
        }
    }

    /// <summary>Once a day: it has to look at all rows.</summary>
    private async Task EraseReaderAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_readerAt is { } last && now >= last && now - last < OftenEnough)
        {
            return;
        }

        for (var erased = MostEntries; erased == MostEntries;)
        {
            erased = await StepAsync((db, token) => ReaderErasure.RunAsync(db, now, MostEntries, token), cancellationToken);
        }

        _readerAt = now;
    }

    private async Task EraseLogAsync(DateTimeOffset before, RetentionReport report, CancellationToken cancellationToken)
    {
        for (var erased = MostEntries; erased == MostEntries;)
        {
            erased = await StepAsync(
                async (db, token) =>
                {
                    var old = await db.LogEntries.Where(e => e.At < before).OrderBy(e => e.At).Take(MostEntries).Select(e => e.Seq).ToListAsync(token);
                    return old.Count == 0 ? 0 : await LogCounts.DeleteAsync(db, db.LogEntries.Where(e => old.Contains(e.Seq)), token);
                },
                cancellationToken);
            report.LogEntries += erased;
        }
    }

    /// <summary>What this run erased leaves the index in the next seconds, and its segments the next time.</summary>
    private async Task<int> MergeIndexAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var pause = TimeSpan.FromTicks(Math.Min(LongestUnmerged.Ticks, retention.Ticks / 10));
        if ((_mergedAt is { } last && now >= last && now - last < pause) || !await _index.IsNeededAsync(cancellationToken))
        {
            return 0;
        }

        var steps = await _index.RunAsync(cancellationToken);
        _mergedAt = now;
        return steps;
    }

    private async Task<T> StepAsync<T>(Func<RelationSyncDb, CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var result = await store.WriteAsync(step, cancellationToken);
        await Task.Delay(clock.GetElapsedTime(started), clock, cancellationToken);
        return result;
    }
}

/// <summary>What a run erased.</summary>
internal sealed class RetentionReport
{
    public int Actions { get; set; }

    public int Operations { get; set; }

    public int LogEntries { get; set; }

    /// <summary>Transactions that merged the search's index; 0: it wasn't necessary or it isn't time.</summary>
    public int IndexSteps { get; set; }

    /// <summary>How far the time that contents grow old by is behind the wall clock: see <see cref="RetentionClock"/>.</summary>
    public TimeSpan Behind { get; init; }
}
