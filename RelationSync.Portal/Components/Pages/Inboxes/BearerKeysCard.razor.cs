using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>The bearer keys of an inbox: none at first, two at most. A new one is shown this once.</summary>
public sealed partial class BearerKeysCard
{
    private bool _working;
    private CommandFault? _fault;
    private NewSecret? _made;
    private BearerKeyView? _revoking;

    [Parameter, EditorRequired]
    public required InboxView Inbox { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private CreateBearerKey Create { get; set; } = null!;

    [Inject]
    private RevokeBearerKey Revoke { get; set; } = null!;

    private async Task CreateAsync()
    {
        _working = true;
        var outcome = await Create.RunAsync((await Viewer).User, Inbox.Id, CancellationToken.None);
        (_made, _fault, _working) = (outcome.Value, outcome.Fault, false);
    }

    private async Task RevokeAsync(long keyId)
    {
        _fault = await Revoke.RunAsync((await Viewer).User, Inbox.Id, keyId, CancellationToken.None);
        (_revoking, _made) = (null, null);
    }
}
