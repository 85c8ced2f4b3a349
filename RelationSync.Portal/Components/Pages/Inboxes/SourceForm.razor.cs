using System.Globalization;
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
    private static readonly string[] Unseen = ["Sender", "Start", "Memo", "Call", "Chat", "Cancel", "Others"];

    private readonly Dictionary<ChannelFamily, SourceOwner> _owners = [];
    private string _subdomain = "";
    private string _token = "";
    private IReadOnlyList<ApiBox>? _boxes;
    private long _boxId;
    private string _default = "";
    private string _signature = "";
    private string _addresses = "";
    private string _memoMinutes = "";
    private string _chatPause = "";
    private bool _skips;
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
    protected override void OnInitialized()
    {
        var reading = Source.Reading;
        var rules = reading?.Rules ?? new BoxRules();
        foreach (var family in Enum.GetValues<ChannelFamily>())
        {
            _owners[family] = reading is null ? SourceOwner.Api : Source.Sources.Of(family).Owner;
        }

        (_subdomain, _boxId, _default) = (reading?.Subdomain ?? "", reading?.BoxId ?? 0, reading?.DefaultOperator ?? "");
        (_signature, _skips) = (rules.Signature ?? "", rules.SkipsAutomaticReplies);
        _addresses = string.Join('\n', rules.SendingAddresses.Select(a => $"{a.Key} = {a.Value}"));
        (_memoMinutes, _chatPause) = (Text(rules.MemoMinutes), Text(rules.ChatPauseMinutes));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Known(TrialResult trial, Evidence evidence) => trial.ByStep.Where(s => EvidenceOf(s.Key) == evidence).Sum(s => s.Value);

    private static Evidence EvidenceOf(OperatorStep step) => step switch
    {
        OperatorStep.SentBy => Evidence.Proven,
        OperatorStep.Signature or OperatorStep.SendingAddress => Evidence.Declared,
        OperatorStep.ApprovalRequest or OperatorStep.Assignee => Evidence.Inferred,
        OperatorStep.Default => Evidence.Default,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "no such step"),
    };

    private BoxRules Rules() => (Source.Reading?.Rules ?? new BoxRules()) with
    {
        Signature = _signature.Length == 0 ? null : _signature,
        SendingAddresses = _addresses.Split('\n').Select(l => l.Split('=', 2)).Where(l => l.Length == 2).DistinctBy(l => l[0].Trim()).ToDictionary(l => l[0].Trim(), l => l[1].Trim()),
        MemoMinutes = int.TryParse(_memoMinutes, NumberStyles.None, CultureInfo.InvariantCulture, out var memo) ? memo : -1,
        ChatPauseMinutes = int.TryParse(_chatPause, NumberStyles.None, CultureInfo.InvariantCulture, out var pause) ? pause : -1,
        SkipsAutomaticReplies = _skips,
    };

    private Task ConnectAsync() => BusyAsync(async () =>
    {
        var outcome = await Connect.RunAsync((await Viewer).User, _subdomain, _token, CancellationToken.None);
        (_boxes, _fault, _token) = (outcome.Value?.Boxes ?? _boxes, outcome.Fault, "");
        _subdomain = outcome.Value?.Subdomain ?? _subdomain;
    });

    private Task TryAsync() => BusyAsync(async () =>
    {
        (_trial, _read) = (null, 0);
        var outcome = await Trial.RunAsync((await Viewer).User, InboxId, _subdomain, _boxId, _default, Rules(), Show, CancellationToken.None);
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
            _subdomain, _boxId, _default.Trim(), _owners[ChannelFamily.Message], _owners[ChannelFamily.Memo], _owners[ChannelFamily.Call], _owners[ChannelFamily.Chat], Rules());
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
