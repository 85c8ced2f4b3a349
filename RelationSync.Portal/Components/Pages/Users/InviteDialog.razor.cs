using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Components.Pages.Users;

/// <summary>Invites somebody and shows the link this once. Reading alone is preset.</summary>
public sealed partial class InviteDialog
{
    private static readonly AccountRole[] Roles = [AccountRole.Support, AccountRole.Responder, AccountRole.Administrator];

    private string _email = "";
    private AccountRole _role = AccountRole.Support;
    private bool _busy;
    private CommandFault? _fault;
    private NewLink? _link;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private InviteUser Invite { get; set; } = null!;

    private string? EmailError => _fault is CommandFault.EmailInvalid or CommandFault.EmailTaken ? CommandFaultTexts.Of(_fault.Value) : null;

    private async Task InviteAsync()
    {
        _busy = true;
        var outcome = await Invite.RunAsync((await Viewer).User, _email, _role, CancellationToken.None);
        (_link, _fault, _busy) = (outcome.Value, outcome.Fault, false);
    }
}
