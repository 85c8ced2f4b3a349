using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using MudBlazor;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Components.Pages.Users;

/// <summary>What an administrator can do with an account. With their own only what the profile has: taking it away is another's to do.</summary>
public sealed partial class PersonCommands
{
    [Parameter, EditorRequired]
    public required PersonView Person { get; set; }

    [Parameter]
    public bool IsMe { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private ChangeRole Roles { get; set; } = null!;

    [Inject]
    private EndSessions Sessions { get; set; } = null!;

    [Inject]
    private RemoveSecondFactor Factor { get; set; } = null!;

    [Inject]
    private UnlinkSingleSignOn Unlink { get; set; } = null!;

    [Inject]
    private IOptions<SingleSignOnOptions> Options { get; set; } = null!;

    [Inject]
    private DeleteUser Delete { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private IEnumerable<AccountRole> Others => new[] { AccountRole.Support, AccountRole.Responder, AccountRole.Administrator }.Where(r => r != Person.Role);

    private Task ResetAsync() => ResetLinkDialog.OpenAsync(Dialogs, Person);

    private Task ChangeRoleAsync(AccountRole role) => AskAsync(
        $"Users_RoleTo{role}", Icons.Material.Outlined.ManageAccounts, user => Roles.RunAsync(user, Person.Id, role, CancellationToken.None));

    private Task EndSessionsAsync() =>
        AskAsync("Users_Sessions", Icons.Material.Outlined.Logout, user => Sessions.RunAsync(user, Person.Id, CancellationToken.None));

    private Task RemoveFactorAsync() =>
        AskAsync("Users_Factor", Icons.Material.Outlined.PhonelinkErase, user => Factor.RunAsync(user, Person.Id, CancellationToken.None), isGrave: true);

    private Task UnlinkAsync() =>
        AskAsync("Users_Unlink", Icons.Material.Outlined.LinkOff, user => Unlink.RunAsync(user, Person.Id, CancellationToken.None));

    private Task DeleteAsync() =>
        AskAsync("Users_Delete", Icons.Material.Outlined.Delete, user => Delete.RunAsync(user, Person.Id, CancellationToken.None), isGrave: true);

    private async Task AskAsync(string texts, string icon, Func<ClaimsPrincipal, Task<CommandFault?>> run, bool isGrave = false)
    {
        var user = (await Viewer).User;
        await Dialogs.ConfirmAsync(new Confirmation(
            L[$"{texts}_Title", Person.Email], L[$"{texts}_Text"], L[$"{texts}_Confirm"], icon, L[$"{texts}_Done", Person.Email], () => run(user), isGrave));
    }
}
