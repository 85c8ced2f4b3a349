namespace RelationSync.Simulator.Hosting;

/// <summary>Leaves SIGTERM and Ctrl+C to the process that hosts the simulator; alone, <c>Program</c> takes the console's instead.</summary>
internal sealed class HostedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
