using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>Asks Salesforce now whether it takes an authorisation again that it refused (R-A4, R-A7).</summary>
public sealed partial class AskAgainButton
{
    private bool _asking;

    [Parameter, EditorRequired]
    public Guid ConnectionId { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private AskSalesforceAgain Asking { get; set; } = null!;

    [Inject]
    private ISnackbar Messages { get; set; } = null!;

    private async Task AskAsync()
    {
        _asking = true;
        try
        {
            Say(await Asking.RunAsync((await Viewer).User, ConnectionId, CancellationToken.None));
        }
        finally
        {
            _asking = false;
        }
    }

    private void Say(Outcome<AskedAgain> outcome)
    {
        var text = outcome switch
        {
            { Fault: { } fault } => CommandFaultTexts.Of(fault),
            { Value: { Code: { } code, IsAnswer: true } } => L["Connections_Ask_Refused", code],
            { Value.Code: { } code } => L["Connections_Ask_Unknown", code],
            _ => L["Connections_Ask_Taken"],
        };
        Messages.Add(text, outcome is { Fault: null, Value.Code: null } ? Severity.Success : Severity.Warning);
    }
}
