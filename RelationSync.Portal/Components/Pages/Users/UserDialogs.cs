using MudBlazor;

namespace RelationSync.Portal.Components.Pages.Users;

/// <summary>How the dialogs about people open.</summary>
internal static class UserDialogs
{
    public static readonly DialogOptions Options = new() { MaxWidth = MaxWidth.Small, FullWidth = true };

    public static Task ConfirmAsync(this IDialogService dialogs, Confirmation confirmation) => dialogs.ShowAsync<ConfirmDialog>(
        null, new DialogParameters<ConfirmDialog> { { d => d.Confirmation, confirmation } }, Options);
}
