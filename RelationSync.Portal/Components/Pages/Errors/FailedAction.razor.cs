using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Actions;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>Why an action has no Event: what Salesforce said, what to do, and the others that failed for the same cause.</summary>
public sealed partial class FailedAction
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.Errors];

    private ClaimsPrincipal _user = new();
    private ActionDetail? _asked;

    [Parameter, EditorRequired]
    public required ActionDetail Detail { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Session { get; set; }

    [Inject]
    private ListErrorGroups Groups { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    private LoggedError? Last => Detail.Log.LastOrDefault(l => l.Severity is LogSeverity.Error);

    private CauseAndRemedy Guide => CauseAndRemedy.Of(new ErrorGroupKey(Last!.Severity, Last.Category, Last.Code));

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _user = Session is null ? _user : (await Session).User;
        if (_asked != Detail)
        {
            _asked = Detail;
            await base.OnParametersSetAsync();
        }
    }

    /// <inheritdoc/>
    protected override async Task<Found?> ReadAsync(CancellationToken cancellationToken)
    {
        if (Detail.Action.Status != ActionStatusCodes.Failed || Last is not { } last)
        {
            return new Found(null);
        }

        var view = await Groups.RunAsync(new ErrorLogQuery(null, last.Severity, last.Category, ErrorLog.DaysKept, false), cancellationToken);
        return new Found(view.Groups.FirstOrDefault(g => g.Key.Code == last.Code));
    }

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);

    /// <summary>That the cause was looked for in the open list, and the cause if it is there.</summary>
    public sealed record Found(ErrorGroup? Group);
}
