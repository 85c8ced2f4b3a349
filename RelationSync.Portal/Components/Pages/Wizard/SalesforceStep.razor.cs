using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Access;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>Which org, and who authorises: an authorisation that exists, or a new one given at Salesforce.</summary>
public sealed partial class SalesforceStep
{
    private string _address = "";
    private string _client = "";
    private string _secret = "";
    private string _username = "";
    private bool _badAddress;
    private bool _byCertificate;

    [Parameter, EditorRequired]
    public required WizardView View { get; set; }

    [Parameter]
    public EventCallback<Func<WizardDraft, WizardDraft>> OnChange { get; set; }

    [Parameter]
    public EventCallback OnReload { get; set; }

    /// <summary>An <see cref="AuthorizeFault"/>, as it stands in the address.</summary>
    [Parameter]
    public string? Error { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private LoginAddress Addresses { get; set; } = null!;

    [Inject]
    private AuthorizeAtSalesforce Authorize { get; set; } = null!;

    [Inject]
    private ChooseAuthorization Choose { get; set; } = null!;

    [Inject]
    private Commands<AuthorizeAtSalesforce> Commands { get; set; } = null!;

    [Inject]
    private ISecretBox Secrets { get; set; } = null!;

    [Inject]
    private ISimulator Simulator { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The org that a simulator has from the beginning.</summary>
    private string SimulatedOrg => $"{Simulator.Address}/demo";

    private AuthorizeFault? AuthorizeFailure =>
        Enum.TryParse<AuthorizeFault>(Error, ignoreCase: true, out var fault) && Enum.IsDefined(fault) ? fault : null;

    private IEnumerable<EnvironmentKind> Kinds =>
        Enum.GetValues<EnvironmentKind>().Where(k => k is not EnvironmentKind.Simulator || Addresses.AllowsSimulator);

    private EnvironmentKind Kind => _address switch
    {
        LoginAddress.Production => EnvironmentKind.Production,
        LoginAddress.Sandbox => EnvironmentKind.Sandbox,
        _ when _address.StartsWith("http://", StringComparison.Ordinal) => EnvironmentKind.Simulator,
        _ => EnvironmentKind.Domain,
    };

    /// <summary>Salesforce users whose slots are all taken: a further authorisation would end one (R-A3).</summary>
    private IEnumerable<(string Title, string AtRisk)> Full =>
        from one in View.Authorizations
        where one is { OrgId: not null, UsesCertificate: false }
        group one by (one.OrgId, one.UserId) into user
        where user.Count() >= ListAuthorizations.Slots
        select (user.First().Title, string.Join(L["Wizard_List_Comma"], user.SelectMany(a => a.Inboxes)));

    /// <summary>The user who is about to authorise has an authorisation here: reusing it costs no slot (R-A3).</summary>
    private AuthorizationView? Known => _username.Trim() is { Length: > 0 } name
        ? View.Reusable.FirstOrDefault(a => string.Equals(a.Username, name, StringComparison.OrdinalIgnoreCase))
        : null;

    /// <summary>Who has just authorised turns out to have had one: what the new one took can be given back.</summary>
    private AuthorizationView? Twin => View is { Draft.Reused: false, Authorization: { UsesCertificate: false } given }
        ? View.Reusable.FirstOrDefault(a => a.Id != given.Id && a.IsOfSameUser(given))
        : null;

    private string? Simulated => View.Authorizations.FirstOrDefault(a => a.LoginUrl.StartsWith("http://", StringComparison.Ordinal))?.LoginUrl;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _address = View.Draft.LoginUrl ?? (Addresses.AllowsSimulator ? Simulated : null) ?? (Simulator.IsRunning ? SimulatedOrg : "");
        _client = View.Draft.ClientId ?? "";
        _byCertificate = View.Draft.Certificate is not null;
    }

    private void Pick(EnvironmentKind kind)
    {
        _badAddress = false;
        _address = kind switch
        {
            EnvironmentKind.Production => LoginAddress.Production,
            EnvironmentKind.Sandbox => LoginAddress.Sandbox,
            EnvironmentKind.Domain => "",
            EnvironmentKind.Simulator => Simulated ?? SimulatedOrg,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private async Task ReuseAsync(AuthorizationView chosen)
    {
        await Choose.ReuseAsync((await Viewer).User, chosen, CancellationToken.None);
        await OnReload.InvokeAsync();
    }

    private async Task AuthorizeAsync()
    {
        var login = Addresses.Read(_address);
        _badAddress = login is null;
        var user = (await Viewer).User;
        if (login is null || await Commands.AdmitAsync(user, Permission.Manage, CancellationToken.None) is not null)
        {
            return;
        }

        var client = _client.Trim() is { Length: > 0 } own ? own : null;
        var secret = client is null ? null
            : _secret.Length > 0 ? Secrets.Protect(SecretKind.ClientSecret, _secret)
            : client == View.Draft.ClientId ? View.Draft.ClientSecretProtected : null;
        await OnChange.InvokeAsync(d => d with { LoginUrl = login, ClientId = client, ClientSecretProtected = secret });
        Navigation.NavigateTo(await Authorize.TicketAsync(user.AccountId()!.Value, CancellationToken.None), forceLoad: true);
    }
}
