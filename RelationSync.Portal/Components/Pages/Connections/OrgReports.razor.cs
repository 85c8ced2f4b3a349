using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>Adds the reports and the dashboard to an org, and says what became of it.</summary>
public sealed partial class OrgReports
{
    private const int MostProblems = 5;

    private bool _busy;
    private CommandFault? _fault;
    private ReportsOutcome? _outcome;

    [Parameter, EditorRequired]
    public Guid AuthorizationId { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private DeployReports Reports { get; set; } = null!;

    private string? Text => (_fault, _outcome) switch
    {
        ({ } fault, _) => CommandFaultTexts.Of(fault),
        (_, null) => null,
        (_, { IsDeployed: true }) => L["Reports_Deploy_Done"],
        (_, { IsUnderWay: true }) => L["Reports_Deploy_UnderWay"],
        (_, { Failure.Class: FailureClass.TransientCall or FailureClass.TransientRecord or FailureClass.Limit }) => L["Reports_Deploy_Away"],
        (_, { Failure: not null }) => L["Reports_Deploy_Failed"],
        _ => L["Reports_Deploy_Refused"],
    };

    private async Task DeployAsync()
    {
        (_busy, _fault, _outcome) = (true, null, null);
        try
        {
            var outcome = await Reports.RunAsync((await Viewer).User, AuthorizationId, CancellationToken.None);
            (_fault, _outcome) = (outcome.Fault, outcome.Value);
        }
        finally
        {
            _busy = false;
        }
    }
}
