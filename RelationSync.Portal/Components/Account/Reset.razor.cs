using Microsoft.AspNetCore.Components;

namespace RelationSync.Portal.Components.Account;

/// <summary>A new password by a one-time link.</summary>
public sealed partial class Reset
{
    /// <summary><c>token</c>, <c>password</c> or <c>throttled</c>.</summary>
    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    private string? Token { get; set; }

    private string? ErrorText => ErrorKey is { } key ? L[key].Value : null;

    private string? ErrorKey => Error switch
    {
        null or "" => null,
        "password" => "Account_Error_Password",
        "throttled" => "Account_Error_Throttled",
        _ => "Account_Error_Link",
    };
}
