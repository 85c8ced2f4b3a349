using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.RelationApi;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>Connects a tenant, chooses its box and the rules, says what the API can't see, tries it on thirty tickets, and saves.</summary>
public sealed partial class SourceForm
{
    private readonly Dictionary<ChannelFamily, SourceOwner> _owners = [];
    private string _subdomain = "";
    private string _token = "";
    private IReadOnlyList<ApiBox>? _boxes;
    private long _boxId;
    private string _default = "";
    private RulesInput _rules = new(new BoxRules());
    private bool _busy;
    private int _read;
    private TrialResult? _trial;
    private CommandFault? _fault;

    [Parameter, EditorRequired]
    public long InboxId { get; set; }

    [Parameter, EditorRequired]
    public required SourceView Source { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private ConnectTenant Connect { get; set; } = null!;

    [Inject]
    private TrialRead Trial { get; set; } = null!;

    [Inject]
    private ChangeSource Change { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var reading = Source.Reading;
        var rules = reading?.Rules ?? new BoxRules();
        foreach (var family in Enum.GetValues<ChannelFamily>())
        {
            _owners[family] = reading is null ? SourceOwner.Api : Source.Sources.Of(family).Owner;
        }

        (_subdomain, _boxId, _default) = (reading?.Subdomain ?? "", reading?.BoxId ?? 0, reading?.DefaultOperator ?? (await Viewer).User.Identity?.Name ?? "");
        _rules = new RulesInput(rules);
    }

    private Task ConnectAsync() => BusyAsync(async () =>
    {
        var outcome = await Connect.RunAsync((await Viewer).User, _subdomain, _token, CancellationToken.None);
        (_boxes, _fault, _token) = (outcome.Value?.Boxes ?? _boxes, outcome.Fault, "");
        _subdomain = outcome.Value?.Subdomain ?? _subdomain;
        if (_boxId == 0 && _boxes is [var only])
        {
            _boxId = only.BoxId;
        }
    });

    private Task TryAsync() => BusyAsync(async () =>
    {
        (_trial, _read) = (null, 0);
        var outcome = await Trial.RunAsync((await Viewer).User, InboxId, _subdomain, _boxId, _default, _rules.ToRules(), Show, CancellationToken.None);
        (_trial, _fault) = (outcome.Value, outcome.Fault);
    });

    private void Show(int read)
    {
        _read = read;
        _ = InvokeAsync(StateHasChanged);
    }

    private Task SaveAsync() => BusyAsync(async () =>
    {
        if (_boxId == 0)
        {
            _fault = CommandFault.BoxMissing;
            return;
        }

        var choice = new SourceChoice(
            _subdomain, _boxId, _default.Trim(), _owners[ChannelFamily.Message], _owners[ChannelFamily.Memo], _owners[ChannelFamily.Call], _owners[ChannelFamily.Chat], _rules.ToRules());
        _fault = await Change.RunAsync((await Viewer).User, InboxId, choice, CancellationToken.None);
        if (_fault is null)
        {
            await OnDone.InvokeAsync();
        }
    });

    private async Task BusyAsync(Func<Task> work)
    {
        _busy = true;
        try
        {
            await work();
        }
        finally
        {
            _busy = false;
        }
    }
}
