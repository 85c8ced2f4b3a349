using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>Sends a test operation, and shows the last one as it becomes an Event or its preview.</summary>
public sealed partial class TestOperationBody
{
    private string _address = "";
    private bool _working;
    private CommandFault? _fault;

    [Parameter, EditorRequired]
    public required InboxView Inbox { get; set; }

    /// <summary>The last test; null: there was none.</summary>
    [Parameter]
    public ActionDetail? Last { get; set; }

    /// <summary>It is the main thing to do on this page.</summary>
    [Parameter]
    public bool IsMain { get; set; }

    /// <summary>What else can be done about the last test.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private TestOperations Tests { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>Another one would say nothing new.</summary>
    private bool IsUnderWay => Last is { } last && TestStations.IsUnderWay(last, Inbox.IsTest, Time.GetUtcNow());

    private bool IsIdle => !Inbox.IsTest && Inbox.ConnectionId is null;

    private async Task SendAsync()
    {
        _working = true;
        _fault = (await Tests.SendAsync((await Viewer).User, Inbox.Id, _address, CancellationToken.None)).Fault;
        _working = false;
    }

    private async Task WithdrawAsync()
    {
        _working = true;
        _fault = await Tests.WithdrawAsync((await Viewer).User, Inbox.Id, CancellationToken.None);
        _working = false;
    }
}
