using Microsoft.AspNetCore.Components;
using MudBlazor;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Users;

/// <summary>Asks, does, and says why not where it can't be done.</summary>
public sealed partial class ConfirmDialog
{
    private bool _busy;
    private CommandFault? _fault;

    [Parameter, EditorRequired]
    public required Confirmation Confirmation { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private ISnackbar Messages { get; set; } = null!;

    private async Task RunAsync()
    {
        _busy = true;
        _fault = await Confirmation.Run();
        _busy = false;
        if (_fault is null)
        {
            Dialog.Close();
            Messages.Add(Confirmation.Done, Severity.Normal);
        }
    }
}
