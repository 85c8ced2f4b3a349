using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Components.Pages.Profile;

/// <summary>One's own account: language, theme, password, sign-out everywhere. For everybody who is signed in.</summary>
public sealed partial class ProfilePage
{
    private const string Sessions = "sessions";

    // As it is for most, until it is known.
    private WaysIn _ways = new(true, null);

    private static readonly string[] Themes = [ThemeChoice.System, ThemeChoice.Light, ThemeChoice.Dark];

    [CascadingParameter(Name = "Theme")]
    private string Choice { get; set; } = ThemeChoice.System;

    /// <summary><c>password</c> once it is changed, <c>factor</c> once the authenticator app is turned off, <c>passkey</c> once one is removed, <c>session</c> once one is ended.</summary>
    [SupplyParameterFromQuery(Name = "done")]
    private string? Done { get; set; }

    /// <summary>A word of <see cref="AccountErrors"/>.</summary>
    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    /// <summary><c>sessions</c>: the error is about ending one.</summary>
    [SupplyParameterFromQuery(Name = "at")]
    private string? At { get; set; }

    [Inject]
    private IStringLocalizer<AccountTexts> A { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private OwnWaysIn Own { get; set; } = null!;

    private string? ErrorText => AccountErrors.Text(Error, "Account_Error_Current") is { } key ? A[key].Value : null;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => _ways = await Own.FindAsync((await Viewer).User, CancellationToken.None);

    private static string Role(ClaimsPrincipal user) =>
        Enum.GetNames<AccountRole>().FirstOrDefault(user.IsInRole, nameof(AccountRole.Support));

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    private static string To(string endpoint) => $"{endpoint}?returnUrl=%2Fprofile";
}
