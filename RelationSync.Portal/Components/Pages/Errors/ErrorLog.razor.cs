using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Access;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>The error log by kind, and what can be done about it. What is asked for stands in the address.</summary>
public sealed partial class ErrorLog
{
    private const int RestFactor = 4;

    private static readonly ChangeTopic[] Topics = [ChangeTopic.Errors, ChangeTopic.Actions];

    private readonly ErrorSelection _selection = new();
    private readonly HashSet<ErrorGroupKey> _open = [];
    private readonly Dictionary<Guid, RetryResult> _results = [];
    private readonly List<string> _said = [];
    private ClaimsPrincipal _user = new();
    private ElementReference _status;
    private bool _shown;
    private bool _busy;
    private bool _refused;

    /// <summary>Only this inbox, by its key; null: the address says which.</summary>
    [Parameter]
    public string? OnlyInbox { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Session { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    private string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private string? Category { get; set; }

    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Inbox { get; set; }

    [SupplyParameterFromQuery(Name = "days")]
    private int? Days { get; set; }

    [SupplyParameterFromQuery(Name = "settled")]
    private string? Settled { get; set; }

    [Inject]
    private ListErrorGroups Groups { get; set; } = null!;

    [Inject]
    private RetryActions Retry { get; set; } = null!;

    [Inject]
    private SettleEntries Settle { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private ErrorLogQuery Query => new(
        OnlyInbox ?? Inbox,
        Severity is { } severity ? Codes.Find<LogSeverity>(severity) : null,
        Category is { } category ? Codes.Find<LogCategory>(category) : null,
        Days is { } days && ErrorFilters.Ranges.Contains(days) ? days : ErrorFilters.DefaultRange,
        Settled switch { "yes" => true, "all" => null, _ => false });

    private bool IsFiltered => (Severity ?? Category ?? Settled ?? (OnlyInbox is null ? Inbox : null)) is not null || Days is not null;

    private string ClearHref => Navigation.Uri.Split('?')[0];

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
        if (!_shown && view.Groups.Count > 0)
        {
            // Once only: a group that comes to the top later must not push the page about.
            _shown = true;
            _open.Add(view.Groups[0].Key);
        }

        return view;
    }

    /// <summary>Where the log is large and grouping dear, it is read less often: never more than a fifth of the time.</summary>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, async () =>
    {
        var began = Time.GetTimestamp();
        await changed();
        await Task.Delay(Time.GetElapsedTime(began) * RestFactor, Time);
    });

    private static GroupChoice All(ErrorGroup group) => new(group.Key, true, []);

    private bool Open(ErrorGroup group) => Query.Settled is not true && group.Count > 0;

    private void Toggle(ErrorGroupKey key)
    {
        if (!_open.Remove(key))
        {
            _open.Add(key);
        }
    }

    /// <param name="parts">Null: every kind that has something to try again.</param>
    private Task RetryAsync(IReadOnlyList<GroupChoice>? parts) => DoAsync(async view =>
    {
        parts ??= [.. view.Groups.Where(g => g.Failed > 0).Select(All)];
        var (report, fault) = await Retry.RunAsync(_user, new EntryChoice(view.Filter, parts), CancellationToken.None);
        if (report is null)
        {
            return fault;
        }

        foreach (var (action, result) in report.Results)
        {
            _results[action] = result;
        }

        _said.AddRange(Words(report));
        return null;
    });

    /// <param name="parts">Null: everything that is shown.</param>
    private Task SettleAsync(IReadOnlyList<GroupChoice>? parts) => DoAsync(async view =>
    {
        var (report, fault) = await Settle.RunAsync(_user, new EntryChoice(view.Filter, parts), CancellationToken.None);
        if (report is not null)
        {
            _said.Add(L["Errors_Said_Settled", report.Settled]);
        }

        return fault;
    });

    private async Task DoAsync(Func<ErrorLogView, Task<CommandFault?>> work)
    {
        if (View is null || _busy)
        {
            return;
        }

        _busy = true;
        _said.Clear();
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
