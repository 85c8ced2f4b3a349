using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Users;

/// <summary>Who may sign in, and who was invited. For administrators.</summary>
public sealed partial class UsersPage
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.People];

    private Guid? _me;

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private BrowsePeople People { get; set; } = null!;

    [Inject]
    private WithdrawInvitation Withdraw { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task<PeopleView?> ReadAsync(CancellationToken cancellationToken)
    {
        _me = (await Viewer).User.AccountId();
        return await People.RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);

    private Task<IDialogReference> InviteAsync() => Dialogs.ShowAsync<InviteDialog>((string?)null, UserDialogs.Options);

    private async Task WithdrawAsync(InvitationView invitation)
    {
        var user = (await Viewer).User;
        await Dialogs.ConfirmAsync(new Confirmation(
            L["Users_Withdraw_Title", invitation.Email],
            L["Users_Withdraw_Text"],
            L["Users_Withdraw_Button"],
            Icons.Material.Outlined.PersonRemove,
            L["Users_Withdraw_Done"],
            () => Withdraw.RunAsync(user, invitation.Id, CancellationToken.None)));
    }
}
