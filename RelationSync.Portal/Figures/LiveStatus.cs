using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Figures;

/// <summary>
/// The portal's health, checked every few seconds while a page is open; publishes changes.
/// </summary>
internal sealed class LiveStatus(
    Store store, StoreProbe probe, DrainHeartbeat heartbeat, ChangeFeed feed, TimeProvider time, ILogger<LiveStatus> logger) : IDisposable
{
    /// <summary>How often it is looked at.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private static readonly ChangeTopic[] Topics = [ChangeTopic.Connections, ChangeTopic.Errors, ChangeTopic.Inboxes];

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _lock = new();
    private IDisposable? _subscription;
    private ITimer? _beat;
    private int _watchers;

    /// <summary>As it was last seen.</summary>
    public StatusView Latest { get; private set; } = StatusView.Unknown;

    /// <summary>Keeps it looked at until it is disposed; a change is published as <see cref="ChangeTopic.Status"/>.</summary>
    public IDisposable Watch(Func<Task> changed)
    {
        var subscription = feed.Subscribe([ChangeTopic.Status], null, changed);
        lock (_lock)
        {
            if (++_watchers == 1)
            {
                Start();
            }
        }

        return new Watcher(this, subscription);
    }

    /// <summary>Looks now.</summary>
    public async Task RefreshAsync()
    {
        await _one.WaitAsync();
        try
        {
            var seen = await LookAsync();
            if (seen == Latest)
            {
                return;
            }

            Latest = seen;
        }
        finally
        {
            _one.Release();
        }

        feed.Publish(ChangeTopic.Status);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _one.Dispose();
    }

    private async Task<StatusView> LookAsync()
    {
        var seen = Latest;
        try
        {
            seen = await store.ReadAsync(CountAsync, CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "The store can't be read.");
            return seen with { Condition = PortalCondition.StoreUnreadable, QuietFor = TimeSpan.Zero };
        }

        if (await probe.LookAsync(CancellationToken.None) is not null)
        {
            return seen with { Condition = PortalCondition.StoreUnwritable };
        }

        return heartbeat.IsLate
            ? seen with { Condition = PortalCondition.WorkerLate, QuietFor = Rounded(heartbeat.Age) }
            : seen;
    }

    private static async Task<StatusView> CountAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        using var open = new PreparedSql(
            db,
            $"""
            SELECT COUNT(*) FROM (
              SELECT DISTINCT "ActionId" FROM "LogEntries"{db.Dialect.By("IX_LogEntries_Open")}
              WHERE "SettledAt" IS NULL AND "ClosedAt" IS NULL AND "Severity" = {LogSeverity.Error.Sql()} AND "ActionId" IS NOT NULL LIMIT @most) AS o
            """,
            "@most");
        return new StatusView(
            PortalCondition.Live,
            TimeSpan.Zero,
            await db.Connections.CountAsync(c => c.Authorization.GoneAt != null || c.Authorization.BlockedAt != null, cancellationToken),
            open.Read(r => r.GetInt32(0), StatusView.MostErrors)[0]);
    }

    /// <summary>Whole minutes; of less than one, steps of five seconds: who reads it needn't see it count.</summary>
    private static TimeSpan Rounded(TimeSpan age)
    {
        var step = age < TimeSpan.FromMinutes(1) ? Beat : TimeSpan.FromMinutes(1);
        return TimeSpan.FromTicks(age.Ticks / step.Ticks * step.Ticks);
    }

    private void Start()
    {
        // Nobody's context: a condition has no language.
        using var flow = ExecutionContext.SuppressFlow();
        _subscription = feed.Subscribe(Topics, null, RefreshAsync);
        _beat = time.CreateTimer(_ => _ = LookAgainAsync(), null, TimeSpan.Zero, Beat);
    }

    private async Task LookAgainAsync()
    {
        try
        {
            await RefreshAsync();
        }
        catch (ObjectDisposedException)
        {
            // The host has stopped.
        }
    }

    private void Stop()
    {
        _subscription?.Dispose();
        _beat?.Dispose();
        (_subscription, _beat) = (null, null);
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_watchers == 0)
            {
                Stop();
            }
        }
    }

    private sealed class Watcher(LiveStatus status, IDisposable subscription) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                subscription.Dispose();
                status.Leave();
            }
        }
    }
}
