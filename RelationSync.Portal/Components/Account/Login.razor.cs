using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Account;

/// <summary>Sign-in: a plain form, so that it works before any script does.</summary>
public sealed partial class Login
{
    /// <summary><c>credentials</c>, <c>throttled</c>, <c>busy</c>, <c>expired</c> or <c>sso</c>: passwords are turned off.</summary>
    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private IOptions<SingleSignOnOptions> Options { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SingleSignOnTexts> T { get; set; } = null!;

    private SingleSignOnOptions SingleSignOn => Options.Value;

    // Registered only where demo mode is compiled in; nothing else needs it.
    private IReadOnlyList<DemoAccount> Demo => Services.GetService<IDemoAccounts>()?.Accounts ?? [];

    private string? ErrorText => ErrorKey is { } key ? L[key].Value : null;

    private string? ErrorKey => Error switch
    {
        null or "" => null,
        "throttled" => "Account_Error_Throttled",
        "busy" => "Account_Error_Busy",
        "expired" => "Account_Error_Expired",
        "sso" => "Account_Error_PasswordsOff",
        _ => "Account_Error_Credentials",
    };
}
