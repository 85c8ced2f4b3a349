using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.SecondFactor;

/// <summary>One's own second factor: sets it up, shows new recovery codes once, makes others, turns it off.</summary>
public sealed partial class SecondFactorPage
{
    private IReadOnlyList<string> _codes = [];
    private byte[] _key = [];
    private OwnSecondFactorView? _view;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    /// <summary>A word of <see cref="AccountErrors"/>.</summary>
    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [Inject]
    private IStringLocalizer<AccountTexts> A { get; set; } = null!;

    [Inject]
    private OwnSecondFactor Own { get; set; } = null!;

    [Inject]
    private SecondFactorSteps Steps { get; set; } = null!;

    private string Back => string.IsNullOrEmpty(ReturnUrl) ? "/profile" : LocalUrl.OrHome(ReturnUrl);

    private string? ErrorText => AccountErrors.Text(Error, "Account_Error_Factor") is { } key ? A[key].Value : null;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _view = await Own.FindAsync(HttpContext.User, HttpContext.RequestAborted);
        if (_view is { Account: { HasSecondFactor: true } on })
        {
            _codes = Steps.TakeNewCodes(HttpContext, on);
        }
        else if (_view is { Account: var off })
        {
            _key = Steps.OfferedKey(HttpContext, off);
        }
    }
}
