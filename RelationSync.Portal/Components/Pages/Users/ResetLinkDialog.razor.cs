using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Users;

/// <summary>Makes a link by which a person sets a new password, and shows it this once.</summary>
public sealed partial class ResetLinkDialog
{
    private bool _busy;
    private CommandFault? _fault;
    private NewLink? _link;

    [Parameter, EditorRequired]
    public required PersonView Person { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private MakeResetLink Reset { get; set; } = null!;

    public static Task OpenAsync(IDialogService dialogs, PersonView person) => dialogs.ShowAsync<ResetLinkDialog>(
        null, new DialogParameters<ResetLinkDialog> { { d => d.Person, person } }, UserDialogs.Options);

    private async Task MakeAsync()
    {
        _busy = true;
        var outcome = await Reset.RunAsync((await Viewer).User, Person.Id, CancellationToken.None);
        (_link, _fault, _busy) = (outcome.Value, outcome.Fault, false);
    }
}
