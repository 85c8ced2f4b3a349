using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Actions;
using RelationSync.Portal.ErrorLog;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>Why an action has no Event: what Salesforce said, what to do, and the others that failed for the same cause.</summary>
public sealed partial class FailedAction
{
    private ClaimsPrincipal _user = new();
    private ErrorGroup? _group;
    private ActionDetail? _asked;
    private bool _read;

    [Parameter, EditorRequired]
    public required ActionDetail Detail { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Session { get; set; }

    [Inject]
    private ListErrorGroups Groups { get; set; } = null!;

    private LoggedError? Last => Detail.Log.LastOrDefault(l => l.Severity is LogSeverity.Error);

    private CauseAndRemedy Guide => CauseAndRemedy.Of(new ErrorGroupKey(Last!.Severity, Last.Category, Last.Code));

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _user = Session is null ? _user : (await Session).User;
        if (_asked == Detail || Detail.Action.Status != ActionStatusCodes.Failed || Last is not { } last)
        {
            return;
        }

        _asked = Detail;
        var view = await Groups.RunAsync(new ErrorLogQuery(null, last.Severity, last.Category, ErrorLog.DaysKept, false), CancellationToken.None);
        _group = view.Groups.FirstOrDefault(g => g.Key.Code == last.Code);
        _read = true;
    }
}
