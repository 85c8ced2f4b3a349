using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Access;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>Every entry of the error log, newest first, and what came of it. The URL holds the filters.</summary>
public sealed partial class ErrorHistory
{
    private const int DefaultRange = 30;

    private static readonly int[] Ranges = [1, 7, DefaultRange, 90, 366];

    private static readonly EntryState?[] States = [null, EntryState.Closed, EntryState.Settled, EntryState.Open];

    private static readonly ChangeTopic[] Topics = [ChangeTopic.Errors, ChangeTopic.Actions];

    private ClaimsPrincipal _user = new();
    private string? _address;
    private long? _before;
    private string? _said;
    private bool _busy;

    [CascadingParameter]
    private Task<AuthenticationState>? Session { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    private string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private string? Category { get; set; }

    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Inbox { get; set; }

    [SupplyParameterFromQuery(Name = "days")]
    private int? Days { get; set; }

    /// <summary>A time of the default zone's clock, instead of <see cref="Days"/>.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    /// <summary>Before it, a time of the default zone's clock.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    /// <summary><c>actions</c>: not those about a whole connection.</summary>
    [SupplyParameterFromQuery(Name = "about")]
    private string? About { get; set; }

    [Inject]
    private ListErrorHistory Query { get; set; } = null!;

    [Inject]
    private ListInboxes Inboxes { get; set; } = null!;

    [Inject]
    private ReopenEntries Reopen { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool CanRemedy => _user.May(Permission.Remedy);

    private int Range => Days is { } days && Ranges.Contains(days) ? days : DefaultRange;

    private EntryState? Chosen => State is { } state ? Codes.Find<EntryState>(state) : null;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _user = Session is null ? _user : (await Session).User;
        if (_address != Navigation.Uri)
        {
            // Other filters: from the newest again.
            (_address, _before) = (Navigation.Uri, null);
        }

        await base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<Found?> ReadAsync(CancellationToken cancellationToken)
    {
        var inboxes = await Inboxes.RunAsync(cancellationToken);
        var inbox = inboxes.FirstOrDefault(i => i.Key == Inbox);
        if (Inbox is not null && inbox is null)
        {
            return new Found(new Page<HistoryRow>([], false), inboxes);
        }

        var filter = new ErrorFilter(
            inbox?.Id,
            Find<LogSeverity>(Severity),
            Find<LogCategory>(Category),
            DayBoundaries.At(From) ?? Time.GetUtcNow().AddDays(-Range),
            DayBoundaries.At(To),
            State: Chosen)
        {
            OfActions = About == "actions",
        };
        return new Found(await Query.RunAsync(filter, _before, cancellationToken), inboxes);
    }

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);

    private static T? Find<T>(string? code)
        where T : struct, Enum => code is null ? null : Codes.Find<T>(code);

    private static string Tone(HistoryRow row) => row.Outcome is not EntryOutcome.Open || row.IsEarlierAttempt ? "quiet" : row.Entry.Severity is LogSeverity.Error ? "err" : "warn";

    private static string Icon(HistoryRow row) => row.Outcome switch
    {
        EntryOutcome.Open when row.IsEarlierAttempt => Icons.Material.Outlined.Replay,
        EntryOutcome.Open => row.Entry.Severity is LogSeverity.Error ? Icons.Material.Outlined.Error : Icons.Material.Outlined.Warning,
        EntryOutcome.Synced => Icons.Material.Outlined.CheckCircle,
        EntryOutcome.Cancelled => Icons.Material.Outlined.Undo,
        EntryOutcome.CauseChanged => Icons.Material.Outlined.Replay,
        EntryOutcome.Closed => Icons.Material.Outlined.Done,
        _ => Icons.Material.Outlined.DoneAll,
    };

    /// <summary>What a number that led here counts; null: no number did.</summary>
    private string? FigureWords => DayBoundaries.At(From) is { } from && DayBoundaries.At(To) is { } to
        ? L["Errors_History_Between", S.Full(from, DayBoundaries.Default), S.Full(to, DayBoundaries.Default)].Value
        : null;

    /// <summary>In place of the times of a number that led here.</summary>
    private void ChooseRange(int days) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["days"] = days == DefaultRange ? null : days,
        ["from"] = null,
        ["to"] = null,
        ["about"] = null,
    }));

    private void Filter(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value));

    private Task GoAsync(long? before)
    {
        _before = before;
        return ReloadAsync();
    }

    private async Task ReopenAsync(long seq)
    {
        _busy = true;
        try
        {
            var (report, fault) = await Reopen.RunAsync(_user, seq, CancellationToken.None);
            _said = fault is { } refused ? CommandFaultTexts.Of(refused) : L["Errors_Said_Reopened", report!.Reopened];
        }
        finally
        {
            _busy = false;
        }

        await ReloadAsync();
    }

    /// <summary>What was read.</summary>
    public sealed record Found(Page<HistoryRow> Page, IReadOnlyList<InboxName> Inboxes);
}
