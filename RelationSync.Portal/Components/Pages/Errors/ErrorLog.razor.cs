using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Access;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>What is open in the error log, by cause, and what can be done about it. The URL holds the filters.</summary>
public sealed partial class ErrorLog
{
    /// <summary>A year, and the day it begins in.</summary>
    internal const int DaysKept = 366;

    private static readonly ChangeTopic[] Topics = [ChangeTopic.Errors, ChangeTopic.Actions];

    private readonly ErrorSelection _selection = new();
    private readonly OpenCauses _open = new();
    private readonly Dictionary<Guid, RetryResult> _results = [];
    private readonly List<string> _said = [];
    private ClaimsPrincipal _user = new();
    private ElementReference _status;
    private bool _busy;
    private bool _refused;
    private IReadOnlyList<GroupChoice>? _asked;
    private SettledBatch? _undo;

    /// <summary>Only this inbox, by its key; null: the address says which.</summary>
    [Parameter]
    public string? OnlyInbox { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Session { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    private string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private string? Category { get; set; }

    /// <summary>The code of one cause, with its severity and category.</summary>
    [SupplyParameterFromQuery(Name = "code")]
    private string? Code { get; set; }

    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Inbox { get; set; }

    [Inject]
    private ListErrorGroups Groups { get; set; } = null!;

    [Inject]
    private RetryActions Retry { get; set; } = null!;

    [Inject]
    private SettleEntries Settle { get; set; } = null!;

    [Inject]
    private ReopenEntries Reopen { get; set; } = null!;

    [Inject]
    private EditCause Causes { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Everything open of the year that the log goes back.</summary>
    private ErrorLogQuery Query => new(
        OnlyInbox ?? Inbox,
        Severity is { } severity ? Codes.Find<LogSeverity>(severity) : null,
        Category is { } category ? Codes.Find<LogCategory>(category) : null,
        DaysKept,
        false)
    {
        Code = Code,
    };

    private bool IsFiltered => (Severity ?? Category ?? Code ?? (OnlyInbox is null ? Inbox : null)) is not null;

    private string ClearHref => Navigation.Uri.Split('?')[0];

    private string HistoryHref => Query.Inbox is { } key ? $"/errors?tab=history&inbox={Uri.EscapeDataString(key)}" : "/errors?tab=history";

    private bool CanRemedy => _user.May(Permission.Remedy);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _user = Session is null ? _user : (await Session).User;
        await base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<ErrorLogView?> ReadAsync(CancellationToken cancellationToken)
    {
        var view = await Groups.RunAsync(Query, cancellationToken);
        _open.Begin(view, Code);
        return view;
    }

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, Rested(changed));

    private static GroupChoice All(ErrorGroup group) => new(group.Key, true, []);

    private string NameOf(ErrorGroupKey key) => L["Errors_Cause_Title", WorkbookTexts.Of(key.Category), CauseAndRemedy.Of(key).Title];

    private string HrefOf(ErrorGroup group) => ErrorsUrl.Of(group.Key, Query.Inbox);

    /// <param name="parts">Null: every cause that has something to retry.</param>
    private Task RetryAsync(IReadOnlyList<GroupChoice>? parts) => DoAsync(async view =>
    {
        parts ??= [.. view.WithoutEvent.Where(g => g.Failed > 0).Select(All)];
        return Note(await Retry.RunAsync(_user, new EntryChoice(view.Filter, parts), CancellationToken.None));
    });

    private Task FirstAsync(ErrorGroupKey key) => DoAsync(async view => Note(await Retry.RunFirstAsync(_user, view.Filter, key, CancellationToken.None)));

    private CommandFault? Note(Outcome<RetryReport> outcome)
    {
        if (outcome.Value is not { } report)
        {
            return outcome.Fault;
        }

        foreach (var (action, result) in report.Results)
        {
            _results[action] = result;
        }

        _said.AddRange(Words(report));
        return null;
    }

    /// <summary>Asks first where an action would stay without an Event (R-E4).</summary>
    private Task SettleAsync(IReadOnlyList<GroupChoice> parts)
    {
        if (Unsynced(parts) == 0)
        {
            return SettleNowAsync(parts, null);
        }

        Silence();
        _asked = parts;
        return Task.CompletedTask;
    }

    private Task SettleNowAsync(IReadOnlyList<GroupChoice> parts, string? reason) => DoAsync(async view =>
    {
        var left = Unsynced(parts);
        _asked = null;
        var (report, fault) = await Settle.RunAsync(_user, new EntryChoice(view.Filter, parts), reason, CancellationToken.None);
        if (report is not null)
        {
            _said.Add(L[left > 0 ? "Errors_Said_SettledWithout" : "Errors_Said_Settled", report.Settled]);
            _undo = report.Settled > 0 ? report.Batch : null;
        }

        return fault;
    });

    private Task UndoAsync(SettledBatch batch) => DoAsync(async _ =>
    {
        var (report, fault) = await Reopen.RunAsync(_user, batch, CancellationToken.None);
        if (report is not null)
        {
            _said.Add(L["Errors_Said_Reopened", report.Reopened]);
        }

        return fault;
    });

    private async Task CloseRetryAsync(RetryView retry)
    {
        Refuse(await Causes.CloseRetryAsync(_user, retry.Id, CancellationToken.None));
        await ReloadAsync();
    }

    /// <summary>Actions of a choice that have no Event.</summary>
    private int Unsynced(IReadOnlyList<GroupChoice> parts) => parts.Sum(p => View!.WithoutEvent.FirstOrDefault(g => g.Key == p.Key) is not { } group ? 0
        : p.All ? Math.Max(0, group.Affected - p.Seqs.Count)
        : p.Seqs.Count);

    /// <summary>True if nothing is missing: neither settled without an Event nor late.</summary>
    private static bool IsCalm(ErrorLogView view) => view is { SettledWithoutEvent: 0, Overdue: null };

    private string EmptyText(ErrorLogView view) => view switch
    {
        { SettledWithoutEvent: > 0 and var settled } => L["Errors_Settled_Note", settled],
        { Overdue: { Count: var overdue } } => L["Errors_Empty_Overdue", overdue, S.OfTarget(Settings.SlaTarget)],
        { ClearedAt: { } cleared } => L["Errors_Empty_Cleared", S.Clock(cleared, Time.GetUtcNow(), DayBoundaries.Default)],
        _ => L["Errors_Empty_Text"],
    };

    private void Refuse(CommandFault? fault)
    {
        if (fault is { } refused)
        {
            Silence();
            (_refused, _undo) = (true, null);
            _said.Add(CommandFaultTexts.Of(refused));
        }
    }

    private void Silence()
    {
        _said.Clear();
        _undo = null;
    }

    private async Task DoAsync(Func<ErrorLogView, Task<CommandFault?>> work)
    {
        if (View is null || _busy)
        {
            return;
        }

        _busy = true;
        Silence();
        try
        {
            var fault = await work(View);
            _refused = fault is not null;
            _selection.Clear();
            if (fault is { } refused)
            {
                _said.Add(CommandFaultTexts.Of(refused));
            }
        }
        finally
        {
            _busy = false;
        }

        await ReloadAsync();

        // The button that was pressed is gone with its selection.
        await _status.FocusAsync(preventScroll: true);
    }

    private IEnumerable<string> Words(RetryReport report)
    {
        if (report.Results.Count == 0)
        {
            yield return L["Errors_Said_Nothing"];
        }

        foreach (var result in Enum.GetValues<RetryResult>())
        {
            if (report.Count(result) is > 0 and var count)
            {
                yield return L[$"Errors_Said_{result}", count];
            }
        }
    }
}
