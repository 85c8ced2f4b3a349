using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>What can be done with a connection: export for everybody who reads, the rest for administrators.</summary>
public sealed partial class ConnectionCommands
{
    [Parameter, EditorRequired]
    public required ConnectionView Connection { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private PauseConnection Pausing { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Messages { get; set; } = null!;

    private async Task PauseAsync() => Say(await Pausing.PauseAsync((await Viewer).User, Connection.Id, CancellationToken.None), "Connections_Done_Paused");

    private async Task ResumeAsync() => Say(await Pausing.ResumeAsync((await Viewer).User, Connection.Id, CancellationToken.None), "Connections_Done_Resumed");

    private Task DeleteAsync() => DeleteDialog.OpenAsync(Dialogs, Connection);

    private void Say(CommandFault? fault, string done) =>
        Messages.Add(fault is { } refused ? CommandFaultTexts.Of(refused) : L[done].Value, fault is null ? Severity.Normal : Severity.Error);
}
