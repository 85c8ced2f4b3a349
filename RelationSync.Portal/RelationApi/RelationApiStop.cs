namespace RelationSync.Portal.RelationApi;

/// <summary>On SIGTERM: no tenant is read any more, and their leases are given back.</summary>
internal sealed class RelationApiStop(TenantReader reader) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => reader.StopAsync();
}
