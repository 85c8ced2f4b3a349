using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Sync;

/// <summary>Says every few seconds that this node is there, and takes away those that haven't for long. One that stops says so itself.</summary>
internal sealed class NodePulse(Store store, StoreLocation location, DrainCoordinator drains, TimeProvider clock) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(() => store.WriteAsync((db, token) => Mine(db).ExecuteDeleteAsync(token), WriteGuard.Rows, cancellationToken));
    }

    internal Task BeatAsync(CancellationToken cancellationToken)
    {
        var (now, running) = (clock.GetUtcNow(), drains.Running);
        return store.WriteAsync(
            async (db, token) =>
            {
                var old = now - Kept;
                await db.Nodes.Where(n => n.SeenAt < old).ExecuteDeleteAsync(token);
                if (await Mine(db).ExecuteUpdateAsync(s => s.SetProperty(n => n.SeenAt, now).SetProperty(n => n.Drains, running), token) == 0)
                {
                    db.Add(new Node { Id = location.Node, Name = Name(), Version = ProductVersion.Text, StartedAt = _startedAt, SeenAt = now, Drains = running });
                }

                return true;
            },
            WriteGuard.Rows,
            cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
            {
                await TryAsync(() => BeatAsync(stoppingToken));
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // stopping
        }
    }

    private static string Name() => string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");

    private IQueryable<Node> Mine(RelationSyncDb db) => db.Nodes.Where(n => n.Id == location.Node);

    private static async Task TryAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Readiness says so; the next beat comes.
        }
    }
}
