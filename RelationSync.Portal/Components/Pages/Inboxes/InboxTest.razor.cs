using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>An inbox and its last test operation.</summary>
/// <param name="Inbox">Null: there is no such inbox.</param>
/// <param name="Test">Null: there was none.</param>
public sealed record InboxTestState(InboxView? Inbox, ActionDetail? Test);

/// <summary>The test operation of one inbox, for pages about something larger.</summary>
public sealed partial class InboxTest
{
    [Parameter, EditorRequired]
    public long InboxId { get; set; }

    /// <summary>What else can be done about the last test.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private BrowseInboxes Inboxes { get; set; } = null!;

    [Inject]
    private GetAction Actions { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task<InboxTestState?> ReadAsync(CancellationToken cancellationToken) =>
        new(await Inboxes.FindAsync(InboxId, cancellationToken), await Actions.FindTestAsync(InboxId, cancellationToken));

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(InboxesPage.Topics, InboxId, changed);
}
