namespace RelationSync.Tests.Portal.Connections;

/// <summary>Tests with a <see cref="ConnectionsFixture"/> of their own.</summary>
public abstract class ConnectionsTests : IAsyncLifetime, IDisposable
{
    private protected ConnectionsFixture Fixture { get; } = new();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Fixture.DisposeAsync().AsTask();

    /// <summary>All is disposed asynchronously.</summary>
    public void Dispose() => GC.SuppressFinalize(this);
}
