namespace RelationSync.Tests.Portal.Connections;

/// <summary>Tests with a <see cref="ConnectingFixture"/> of their own.</summary>
public abstract class ConnectingTests : IAsyncLifetime, IDisposable
{
    private protected ConnectingFixture Fixture { get; } = new();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Fixture.DisposeAsync().AsTask();

    /// <summary>All is disposed asynchronously.</summary>
    public void Dispose() => GC.SuppressFinalize(this);
}
