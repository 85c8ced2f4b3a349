using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>Tries one failed action again; nothing where it isn't failed, or the viewer may not.</summary>
public sealed partial class RetryAction
{
    private ClaimsPrincipal _user = new();
    private string? _said;
    private bool _busy;

    [Parameter, EditorRequired]
    public Guid Id { get; set; }

    /// <summary>Where it stands.</summary>
    [Parameter, EditorRequired]
    public required string Status { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Session { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => _user = Session is null ? _user : (await Session).User;

    private async Task RetryAsync()
    {
        _busy = true;
        try
        {
            var (report, fault) = await Retry.RunAsync(_user, [Id], CancellationToken.None);
            _said = fault is { } refused ? CommandFaultTexts.Of(refused) : L[$"Errors_Result_{report!.Results[Id]}"].Value;
        }
        finally
        {
            _busy = false;
        }
    }
}
