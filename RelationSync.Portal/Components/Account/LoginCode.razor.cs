using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.Passkeys;

namespace RelationSync.Portal.Components.Account;

/// <summary>
/// Second factor, after the password. Offers what the account has, a passkey first; who has not given a password is shown the
/// form for a code and sent back by it.
/// </summary>
public sealed partial class LoginCode
{
    private const string Recovery = "recovery";

    private Storage.Account? _account;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    /// <summary>A word of <see cref="AccountErrors"/>.</summary>
    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    /// <summary><c>recovery</c>: asks for a recovery code. Either form takes either code.</summary>
    [SupplyParameterFromQuery(Name = "with")]
    private string? With { get; set; }

    [Inject]
    private SignIn SignIn { get; set; } = null!;

    [Inject]
    private PasskeySites Sites { get; set; } = null!;

    // At an address without passkeys an account that has nothing else is asked for a recovery code.
    private bool IsRecovery => With == Recovery || (_account is { HasAuthenticator: false } && !HasPasskeys);

    private bool HasPasskeys => _account is { Passkeys.Count: > 0 } && Sites.Of(HttpContext.Request) is not null;

    private bool AsksForPasskey => HasPasskeys && !IsRecovery;

    private bool AsksForCode => IsRecovery || _account is null or { HasAuthenticator: true };

    private string Other => $"{LoginForms.CodePage}?{(IsRecovery ? "" : $"with={Recovery}&")}returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(ReturnUrl))}";

    private string? ErrorText => AccountErrors.Text(Error, "Account_Error_Factor") is { } key ? L[key].Value : null;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => _account = await SignIn.WaitingAsync(HttpContext);
}
