using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Notifications;

namespace RelationSync.Portal.Components.Pages.Notifications;

/// <summary>What is told, from when on and in which language.</summary>
public sealed partial class ConditionsCard
{
    private ConditionsForm? _edit;
    private bool _saved;
    private bool _busy;

    [Parameter, EditorRequired]
    public required ConditionsForm Conditions { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private SaveConditions Save { get; set; } = null!;

    private ConditionsForm Form => _edit ?? Conditions;

    private IReadOnlyList<CommandFault> Faults { get; set; } = [];

    private void Edit(ConditionsForm form) => (_edit, _saved) = (form, false);

    private async Task SaveAsync()
    {
        _busy = true;
        Faults = (await Save.RunAsync((await Viewer).User, Form, CancellationToken.None)).Faults;
        _saved = Faults.Count == 0;
        if (_saved)
        {
            await OnSaved.InvokeAsync();
            _edit = null;
        }

        _busy = false;
    }

    private string? Text(CommandFault fault) => Faults.Contains(fault) ? CommandFaultTexts.Of(fault) : null;
}
