using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>Creates an inbox from its name alone; the key is proposed, and can be changed before.</summary>
public sealed partial class NewInboxForm
{
    private string _name = "";
    private string? _key;
    private bool _choosesKey;
    private bool _saving;
    private CommandFault? _fault;
    private IReadOnlyList<string> _taken = [];

    /// <summary>Told the new inbox's key. Its secret is among the fresh ones.</summary>
    [Parameter]
    public EventCallback<string> OnCreated { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private CreateInbox Create { get; set; } = null!;

    [Inject]
    private BrowseInboxes Inboxes { get; set; } = null!;

    [Inject]
    private FreshSecrets Secrets { get; set; } = null!;

    private string Key => _key ?? InboxKeys.Propose(_name, _taken);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => _taken = [.. (await Inboxes.RunAsync(CancellationToken.None)).Select(i => i.Key)];

    private string? Text(params ReadOnlySpan<CommandFault> faults) => _fault is { } fault && faults.Contains(fault) ? CommandFaultTexts.Of(fault) : null;

    private async Task SaveAsync()
    {
        _saving = true;
        var key = Key.Trim();
        var outcome = await Create.RunAsync((await Viewer).User, key, _name, DayBoundaries.DefaultZoneId, isTest: false, CancellationToken.None);
        (_fault, _saving) = (outcome.Fault, false);
        _choosesKey |= _fault is CommandFault.KeyInvalid or CommandFault.KeyTaken;
        if (outcome.Value is { } made)
        {
            Secrets.Keep(made);
            await OnCreated.InvokeAsync(key);
        }
    }
}
