using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Access;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Actions;

/// <summary>All actions, newest first. What is asked for stands in the address.</summary>
public sealed partial class ActionsPage
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.Actions];

    private readonly ActionSelection _selection = new();
    private readonly List<string> _said = [];
    private ClaimsPrincipal _user = new();
    private ElementReference _status;
    private bool _busy;
    private bool _refused;

    [CascadingParameter]
    private Task<AuthenticationState>? Session { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Inbox { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    private string? Channel { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    private string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "operator")]
    private string? Operator { get; set; }

    /// <summary>A time of the default zone's clock.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    /// <inheritdoc cref="From"/>
    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    /// <summary>Those that a figure counts, by a code of <c>ActionSet</c>.</summary>
    [SupplyParameterFromQuery(Name = "set")]
    private string? Set { get; set; }

    /// <summary><c>no</c>: not those of tests.</summary>
    [SupplyParameterFromQuery(Name = "tests")]
    private string? Tests { get; set; }

    /// <summary>Events confirmed from then on, a time of the default zone's clock.</summary>
    [SupplyParameterFromQuery(Name = "synced")]
    private string? Synced { get; set; }

    /// <summary>Events confirmed before it, a time of the default zone's clock.</summary>
    [SupplyParameterFromQuery(Name = "until")]
    private string? Until { get; set; }

    /// <summary>Made on this <see cref="InboxDay"/>.</summary>
    [SupplyParameterFromQuery(Name = "made")]
    private string? Made { get; set; }

    /// <summary>A code of <see cref="ActionSort"/>, with a <c>-</c> before it the other way round.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    /// <summary>Of a list that isn't in the order of arrival.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    /// <summary>What somebody called this address.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewName { get; set; }

    /// <summary>Those older than this one.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    private long? Before { get; set; }

    /// <summary>Those newer than this one.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    private long? After { get; set; }

    [Inject]
    private BrowseActions Actions { get; set; } = null!;

    [Inject]
    private RetryActions Retrying { get; set; } = null!;

    [Inject]
    private ListOperators Operators { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsFiltered => (Query ?? Inbox ?? Channel ?? Status ?? Operator ?? From ?? To ?? Set ?? Tests ?? Synced ?? Until ?? Made) is not null;

    private ListOrder Order => new(Asked.Sort, Asked.Descending, SortHref, View is { IsMore: false });

    private bool CanRemedy => _user.May(Permission.Remedy);

    private ActionsQuery Asked
    {
        get
        {
            var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
            return ActionsAddress.Read(name => query.TryGetValue(name, out var value) ? (string?)value : null);
        }
    }

    private string ZoneWords => S.ZoneName(DayBoundaries.DefaultZoneId);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _user = Session is null ? _user : (await Session).User;

        // "All" was said of another list.
        if (_selection.IsAll)
        {
            _selection.Clear();
        }

        await base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<ActionsView?> ReadAsync(CancellationToken cancellationToken) => await Actions.RunAsync(Asked, cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);

    private void SearchFor(string? text) => Filter("q", text, replace: true);

    private void Filter(string name, string? value, bool replace = false) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            [name] = string.IsNullOrWhiteSpace(value) ? null : value,
            ["before"] = null,
            ["after"] = null,
            ["page"] = null,
            ["view"] = null,
        }),
        replace: replace);

    /// <summary>The first page's address; null where this is the first.</summary>
    private string? Newest => View is { Pages: > 0 } ? (PageNumber > 1 ? At("page", null) : null) : (Before ?? After) is null ? null : At(null, null);

    /// <summary>The next page's; null where this is the last.</summary>
    private string? Older => View is { Pages: > 0 and var pages } ? Page("page", Number < pages ? Number + 1 : null) : Page("before", View?.Older);

    private string? Newer => View is { Pages: > 0 } ? Page("page", Number > 1 ? Number - 1 : null) : Page("after", View?.Newer);

    private int Number => Math.Clamp(PageNumber ?? 1, 1, Math.Max(1, View?.Pages ?? 1));

    /// <summary>The same list as a workbook.</summary>
    private string ExportHref => "/actions.xlsx" + new Uri(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["before"] = null,
        ["after"] = null,
        ["page"] = null,
        ["view"] = null,
        ["sort"] = null,
    })).Query;

    /// <summary>The address of another page; null where there is none.</summary>
    private string? Page(string name, long? value) => value is null ? null : At(name, value);

    private string At(string? name, long? value) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["before"] = name == "before" ? value : null,
        ["after"] = name == "after" ? value : null,
        ["page"] = name == "page" ? value : null,
    });

    private string SortHref(ActionSort sort, bool descending) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["sort"] = sort is ActionSort.Newest ? null : (descending ? "-" : "") + Codes.Of(sort),
        ["before"] = null,
        ["after"] = null,
        ["page"] = null,
    });

    private async Task RetryAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        _said.Clear();
        try
        {
            var chosen = _selection.IsAll ? await Actions.FailedAsync(Asked, CancellationToken.None) : _selection.Ids;
            var (report, fault) = await Retrying.RunAsync(_user, chosen, CancellationToken.None);
            _refused = fault is not null;
            _said.AddRange(report is null ? [CommandFaultTexts.Of(fault!.Value)] : Words(report));
            _selection.Clear();
        }
        finally
        {
            _busy = false;
        }

        await ReloadAsync();

        // The button that was pressed is gone with its selection.
        await _status.FocusAsync(preventScroll: true);
    }

    private IEnumerable<string> Words(RetryReport report) =>
        report.Results.Count == 0
            ? [Errors["Errors_Said_Nothing"]]
            : Enum.GetValues<RetryResult>().Where(r => report.Count(r) > 0).Select(r => Errors[$"Errors_Said_{r}", report.Count(r)].Value);

    private async Task<IEnumerable<string>> FindOperatorsAsync(string? part, CancellationToken cancellationToken) =>
        await Operators.RunAsync(part, cancellationToken);

    private string Shown(DateTimeOffset at) => S.Full(at, DayBoundaries.Default);

    /// <summary>What the figure that led here counts, in words.</summary>
    private IEnumerable<string> FigureWords
    {
        get
        {
            var asked = Asked;
            if (asked.Set is { } set)
            {
                yield return L[$"Actions_Set_{Codes.Of(set)}", S.OfTarget(Settings.SlaTarget)];
            }

            if (asked.MadeOn is { } day)
            {
                yield return day.Date is { } date ? L["Actions_Set_made", date] : L[day.DaysAgo == 0 ? "Actions_Set_made_today" : "Actions_Set_made_ago", day.DaysAgo];
            }

            if (asked.SyncedFrom is { } synced)
            {
                yield return L["Actions_Set_synced", Shown(synced)];
            }

            if (asked.SyncedTo is { } until)
            {
                yield return L["Actions_Set_until", Shown(until)];
            }

            if (asked.WithoutTests)
            {
                yield return L["Actions_Set_tests"];
            }
        }
    }

    private string? InboxName(string? key) => View?.Inboxes.FirstOrDefault(i => i.Key == key)?.Name ?? key;

    private string? StatusName(string? status) =>
        status is not null && ActionStatusCodes.All.Contains(status) ? S[$"Shared_Status_{status}"].Value : status;
}
