using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Components.SecondFactor;

/// <summary>One's own second factor: sets up an app or passkeys, shows new recovery codes once, makes others, removes what there is.</summary>
public sealed partial class SecondFactorPage
{
    private const string App = "app";
    private const string NewPasskey = "passkey";

    private IReadOnlyList<string> _codes = [];
    private byte[] _key = [];
    private OwnSecondFactorView? _view;
    private Passkey? _removed;
    private Step _step;

    private enum Step
    {
        Nothing,
        Codes,
        Manage,
        EnrolApp,
        ConfirmAdding,
        NamePasskey,
        RemovePasskey,
    }

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    /// <summary>A word of <see cref="AccountErrors"/>.</summary>
    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    /// <summary><c>app</c> or <c>passkey</c>.</summary>
    [SupplyParameterFromQuery(Name = "add")]
    private string? Add { get; set; }

    /// <summary>A passkey of this account.</summary>
    [SupplyParameterFromQuery(Name = "remove")]
    private Guid? Remove { get; set; }

    [Inject]
    private IStringLocalizer<AccountTexts> A { get; set; } = null!;

    [Inject]
    private OwnSecondFactor Own { get; set; } = null!;

    [Inject]
    private SecondFactorSteps Steps { get; set; } = null!;

    [Inject]
    private PasskeySteps Passkeys { get; set; } = null!;

    [Inject]
    private PasskeySites Sites { get; set; } = null!;

    private string Back => string.IsNullOrEmpty(ReturnUrl) ? "/profile" : LocalUrl.OrHome(ReturnUrl);

    private string? ErrorText => AccountErrors.Text(Error, "Account_Error_Factor") is { } key ? A[key].Value : null;

    private bool OffersPasskeys => Sites.Of(HttpContext.Request) is not null;

    private bool HasPasskeys => OffersPasskeys && _view is { Account.Passkeys.Count: > 0 };

    private bool IsMissing => _view is { IsRequired: true, Account.HasSecondFactor: false };

    private bool IsLast => _view is { Account: { HasAuthenticator: false, Passkeys.Count: 1 } };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _view = await Own.FindAsync(HttpContext.User, HttpContext.RequestAborted);
        if (_view is null)
        {
            return;
        }

        _codes = Steps.TakeNewCodes(HttpContext, _view.Account);
        _removed = _view.Account.Passkeys.SingleOrDefault(p => p.Id == Remove);
        _step = StepOf(_view.Account);
        if (_step is Step.EnrolApp)
        {
            _key = Steps.OfferedKey(HttpContext, _view.Account);
        }
    }

    private Step StepOf(Storage.Account account) =>
        _codes.Count > 0 ? Step.Codes
        : Add == NewPasskey && OffersPasskeys ? Passkeys.IsConfirmed(HttpContext, account) ? Step.NamePasskey : Step.ConfirmAdding
        : Add == App && !account.HasAuthenticator ? Steps.MayAdd(HttpContext, account) ? Step.EnrolApp : Step.ConfirmAdding
        : !account.HasSecondFactor ? Step.EnrolApp
        : _removed is not null ? Step.RemovePasskey
        : Step.Manage;
}
