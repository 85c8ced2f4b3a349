using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>A sample operation and the Event that it would become in this org.</summary>
public sealed partial class PreviewStep
{
    /// <summary>A domain that nobody has (RFC 2606).</summary>
    private const string Nobody = "nobody@customer.example";

    private string _channel = Channel.Mail.Code;
    private string _operator = "";
    private string _customer = "";
    private IReadOnlyList<KnownCustomer> _recent = [];
    private bool _busy;
    private SalesforceFailure? _failure;
    private EventPreview? _event;

    [Parameter, EditorRequired]
    public required WizardView View { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private PreviewEvent Preview { get; set; } = null!;

    [Inject]
    private ListRecentCustomers Recent { get; set; } = null!;

    private string? Instance => View.Authorization?.InstanceUrl;

    private string WhyFound => _customer.Contains('@', StringComparison.Ordinal) ? "Preview_Who_ByEmail" : "Preview_Who_ByPhone";

    private string ZoneId => View.Inbox?.TimeZone ?? DayBoundaries.DefaultZoneId;

    private TimeZoneInfo Zone => DayBoundaries.Zone(ZoneId);

    private string Failed(SalesforceFailure failure) => L[failure.Class switch
    {
        FailureClass.Limit => "Wizard_Preview_Limit",
        FailureClass.TransientCall or FailureClass.TransientRecord => "Wizard_Preview_Away",
        _ => "Wizard_Preview_Failed",
    }];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _operator = (await Viewer).User.Identity?.Name ?? "";
        _recent = await Recent.RunAsync(View.Draft.AuthorizationId!.Value, View.Targets, CancellationToken.None);
        _customer = _recent.Count > 0 ? _recent[0].Email : Nobody;
        await RunAsync();
    }

    private RecordName? Called(string id) => _event?.Names.GetValueOrDefault(id);

    private Task ProposeAsync(string customer)
    {
        _customer = customer;
        return RunAsync();
    }

    private async Task RunAsync()
    {
        (_busy, _failure) = (true, null);
        try
        {
            var sample = new SampleOperation(_channel, _operator.Trim(), _customer.Trim(), L["Wizard_Sample_Subject"], L["Wizard_Sample_Body"]);
            _event = await Preview.RunAsync(
                View.Draft.AuthorizationId!.Value, View.Targets, View.Draft.LinkOpportunities, Zone, sample, CancellationToken.None);
        }
        catch (SalesforceException e)
        {
            _failure = e.Failure;
        }

        _busy = false;
    }
}
