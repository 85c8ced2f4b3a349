using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>Makes an inbox, and shows its secret this once.</summary>
public sealed partial class NewInboxPage
{
    private string _key = "";
    private string _name = "";
    private string _zone = DayBoundaries.DefaultZoneId;
    private bool _isTest;
    private bool _saving;
    private CommandFault? _fault;
    private NewSecret? _made;

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private CreateInbox Create { get; set; } = null!;

    [Inject]
    private IntakeAddresses Addresses { get; set; } = null!;

    private async Task SaveAsync()
    {
        _saving = true;
        var outcome = await Create.RunAsync((await Viewer).User, _key.Trim(), _name, _zone, _isTest, CancellationToken.None);
        (_made, _fault, _saving) = (outcome.Value, outcome.Fault, false);
    }
}
