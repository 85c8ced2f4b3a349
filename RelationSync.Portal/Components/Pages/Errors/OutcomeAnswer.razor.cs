using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>Asks whether the Event of an action of unknown outcome stands (R-D2). Shows nothing for any other action.</summary>
public sealed partial class OutcomeAnswer
{
    private ClaimsPrincipal _user = new();
    private string? _said;
    private bool _busy;

    [Parameter, EditorRequired]
    public Guid Id { get; set; }

    [Parameter, EditorRequired]
    public required string Status { get; set; }

    /// <summary>The code of the action's last failure.</summary>
    [Parameter, EditorRequired]
    public required string? LastError { get; set; }

    /// <summary>Where Salesforce looks for it; null: the org isn't known.</summary>
    [Parameter]
    public string? SearchUrl { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Session { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => _user = Session is null ? _user : (await Session).User;

    private async Task AnswerAsync(bool stands)
    {
        _busy = true;
        try
        {
            var (report, fault) = await Answer.RunAsync(_user, Id, stands, CancellationToken.None);
            _said = fault is { } refused ? CommandFaultTexts.Of(refused)
                : report!.Done ? L[stands ? "Errors_Outcome_SaidStands" : "Errors_Outcome_SaidMissing"]
                : L["Errors_Outcome_SaidNothing"];
        }
        finally
        {
            _busy = false;
        }
    }
}
