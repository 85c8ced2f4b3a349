namespace RelationSync.Tests.Portal.Notifications;

/// <summary>Tests with a <see cref="NotificationsFixture"/> of their own.</summary>
public abstract class NotificationsTests : IAsyncLifetime, IDisposable
{
    private protected NotificationsFixture Fixture { get; } = new();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync() => await Fixture.DisposeAsync();

    /// <summary>All is disposed asynchronously.</summary>
    public void Dispose() => GC.SuppressFinalize(this);
}
