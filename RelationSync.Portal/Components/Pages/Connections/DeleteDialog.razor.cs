using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>Says what stays and what goes before a connection is deleted (R-A4). Keeping is preset.</summary>
public sealed partial class DeleteDialog
{
    private bool _keep = true;
    private bool _busy;
    private CommandFault? _fault;

    [Parameter, EditorRequired]
    public required ConnectionView Connection { get; set; }

    /// <summary>Whether one goes on to connecting the inbox again.</summary>
    [Parameter]
    public bool Again { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private DeleteConnection Delete { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private int Waiting => Connection.Counts.Waiting + Connection.Counts.Pending + Connection.Counts.Syncing;

    public static Task OpenAsync(IDialogService dialogs, ConnectionView connection, bool again = false) => dialogs.ShowAsync<DeleteDialog>(
        null,
        new DialogParameters<DeleteDialog> { { d => d.Connection, connection }, { d => d.Again, again } },
        new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });

    private void Cancel() => Dialog.Cancel();

    private async Task DeleteAsync()
    {
        _busy = true;
        _fault = await Delete.RunAsync((await Viewer).User, Connection.Id, _keep, CancellationToken.None);
        _busy = false;
        if (_fault is null)
        {
            Dialog.Close();
            Navigation.NavigateTo(Again ? $"/connections/new?inbox={Uri.EscapeDataString(Connection.Inbox.Key)}" : "/connections");
        }
    }
}
