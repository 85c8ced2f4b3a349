using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Accounts;

namespace RelationSync.Portal.Components.Account;

/// <summary>The code of the second factor, after the password. The same form for everybody: who comes without a password given is sent back to it.</summary>
public sealed partial class LoginCode
{
    private const string Recovery = "recovery";

    /// <summary>A word of <see cref="AccountErrors"/>.</summary>
    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    /// <summary><c>recovery</c>: asks for a recovery code. Either form takes either code.</summary>
    [SupplyParameterFromQuery(Name = "with")]
    private string? With { get; set; }

    private bool IsRecovery => With == Recovery;

    private string Other => $"{LoginForms.CodePage}?{(IsRecovery ? "" : $"with={Recovery}&")}returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(ReturnUrl))}";

    private string? ErrorText => AccountErrors.Text(Error, "Account_Error_Factor") is { } key ? L[key].Value : null;
}
