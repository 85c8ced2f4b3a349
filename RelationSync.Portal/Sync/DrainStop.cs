namespace RelationSync.Portal.Sync;

/// <summary>On SIGTERM: no new drain, the running ones finish or hand their leases back.</summary>
internal sealed class DrainStop(DrainCoordinator coordinator) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => coordinator.StopAsync();
}
