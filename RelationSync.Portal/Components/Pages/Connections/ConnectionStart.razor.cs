using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>Whether a connection's inbox has an Event that isn't a test's.</summary>
public sealed record StartState(bool HasEvent);

/// <summary>After the start of a connection, until its first Event: the test operation, and what becomes of it.</summary>
public sealed partial class ConnectionStart
{
    [Parameter, EditorRequired]
    public long InboxId { get; set; }

    [Inject]
    private GetFirstSteps Steps { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task<StartState?> ReadAsync(CancellationToken cancellationToken) =>
        View is { HasEvent: true } ? View : new(await Steps.HasRealEventAsync(InboxId, cancellationToken));

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe([ChangeTopic.Actions], InboxId, changed);
}
