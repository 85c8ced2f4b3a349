using Microsoft.AspNetCore.Components;

namespace RelationSync.Portal.Components.Account;

/// <summary>The first visit: makes the administrator, with the one-time code from the log.</summary>
public sealed partial class Setup
{
    /// <summary><c>code</c>, <c>email</c>, <c>password</c> or <c>throttled</c>.</summary>
    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    private string? ErrorText => ErrorKey is { } key ? L[key].Value : null;

    private string? ErrorKey => Error switch
    {
        null or "" => null,
        "email" => "Account_Error_Email",
        "password" => "Account_Error_Password",
        "throttled" => "Account_Error_Throttled",
        _ => "Account_Error_Code",
    };
}
