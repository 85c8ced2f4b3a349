using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Live;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>One inbox: whether operations come, where to post to, its secret's rotation, what was refused, its name and clock.</summary>
public sealed partial class InboxPage
{
    private string? _name;
    private string? _zone;
    private bool _asking;
    private bool _saved;
    private CommandFault? _fault;
    private NewSecret? _secret;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private BrowseInboxes Inboxes { get; set; } = null!;

    [Inject]
    private ListRejectedRequests Refusals { get; set; } = null!;

    [Inject]
    private GetSource Source { get; set; } = null!;

    [Inject]
    private ListRequests Requests { get; set; } = null!;

    [Inject]
    private GetAction Actions { get; set; } = null!;

    [Inject]
    private ChangeInbox Change { get; set; } = null!;

    [Inject]
    private RotateSecret Rotate { get; set; } = null!;

    [Inject]
    private IntakeAddresses Addresses { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task<InboxState?> ReadAsync(CancellationToken cancellationToken) =>
        new(
            await Inboxes.FindAsync(Id, cancellationToken),
            await Refusals.RunAsync(Id, cancellationToken),
            await Requests.RunAsync(Id, IntakeRequestRow.MostKept, cancellationToken),
            await Actions.FindTestAsync(Id, cancellationToken),
            await Source.RunAsync(Id, cancellationToken));

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe([.. InboxesPage.Topics, ChangeTopic.Actions], Id, changed);

    private async Task SaveAsync()
    {
        var inbox = View!.Inbox!;
        _fault = await Change.RunAsync((await Viewer).User, Id, _name ?? inbox.Name, _zone ?? inbox.TimeZone, CancellationToken.None);
        _saved = _fault is null;
    }

    private async Task RotateAsync()
    {
        var outcome = await Rotate.RunAsync((await Viewer).User, Id, CancellationToken.None);
        (_secret, _fault, _asking) = (outcome.Value, outcome.Fault, false);
    }
}
