using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>Who sees to a cause, and a note about it. A change is stored at once, and everybody sees it.</summary>
public sealed partial class CareForm
{
    private ClaimsPrincipal _user = new();
    private ErrorGroupKey? _of;
    private string _stored = "";
    private string _note = "";

    [Parameter, EditorRequired]
    public required ErrorGroup Group { get; set; }

    /// <summary>Who can be made its owner.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Person> People { get; set; }

    [Parameter]
    public bool CanRemedy { get; set; }

    /// <summary>IANA name of the zone that times are shown in.</summary>
    [Parameter]
    public string Zone { get; set; } = DayBoundaries.DefaultZoneId;

    /// <summary>A change was refused.</summary>
    [Parameter]
    public EventCallback<CommandFault?> OnFault { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Session { get; set; }

    private CauseCare? Care => Group.Care;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var stored = Care?.Note ?? "";
        // What is being typed stays, whatever another person stores in the meantime.
        if (_of != Group.Key || (stored != _stored && _note.Trim() == _stored))
        {
            _note = stored;
        }

        (_of, _stored) = (Group.Key, stored);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => _user = Session is null ? _user : (await Session).User;

    private async Task AssignAsync(ChangeEventArgs chosen)
    {
        var owner = Guid.TryParse(chosen.Value?.ToString(), out var id) ? id : (Guid?)null;
        await OnFault.InvokeAsync(await Causes.AssignAsync(_user, Group.Key, owner, CancellationToken.None));
    }

    private async Task NoteAsync() => await OnFault.InvokeAsync(await Causes.NoteAsync(_user, Group.Key, _note, CancellationToken.None));
}
