using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>Authorises by the JWT bearer flow: a certificate to download, the app's key, and the user it speaks for.</summary>
public sealed partial class CertificateForm
{
    private string _client = "";
    private string _username = "";
    private bool _missing;
    private bool _badAddress;
    private bool _creating;
    private bool _busy;
    private CommandFault? _fault;
    private Refusal? _refusal;

    [Parameter, EditorRequired]
    public required WizardView View { get; set; }

    /// <summary>Of the org, as typed.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }

    [Parameter]
    public EventCallback OnReload { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private AuthorizeByCertificate Authorize { get; set; } = null!;

    [Inject]
    private LoginAddress Addresses { get; set; } = null!;

    private bool HasCertificate => View.Draft.Certificate is not null;

    /// <inheritdoc/>
    protected override void OnInitialized() => _client = View.Draft.ClientId ?? "";

    private async Task CreateAsync()
    {
        (_creating, _refusal) = (true, null);
        try
        {
            _fault = await Authorize.CreateCertificateAsync((await Viewer).User, CancellationToken.None);
        }
        finally
        {
            _creating = false;
        }

        await OnReload.InvokeAsync();
    }

    private async Task ConnectAsync()
    {
        var (login, client, username) = (Addresses.Read(Address), _client.Trim(), _username.Trim());
        (_badAddress, _missing, _fault, _refusal) = (login is null, client.Length == 0 || username.Length == 0, null, null);
        if (login is null || _missing)
        {
            return;
        }

        _busy = true;
        try
        {
            var outcome = await Authorize.RunAsync((await Viewer).User, login, client, username, CancellationToken.None);
            (_fault, _refusal) = (outcome.Fault, outcome.Value);
        }
        finally
        {
            _busy = false;
        }

        await OnReload.InvokeAsync();
    }
}
