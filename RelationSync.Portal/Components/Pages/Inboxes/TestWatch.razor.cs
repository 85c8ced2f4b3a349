using Microsoft.AspNetCore.Components;
using MudBlazor;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>A test operation on its way: received, held, looked up, Event; on the same five minutes as everywhere.</summary>
public sealed partial class TestWatch
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private ITimer? _timer;

    [Parameter, EditorRequired]
    public required InboxView Inbox { get; set; }

    [Parameter, EditorRequired]
    public required ActionDetail Test { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Opening its Event is the main thing to do on this page.</summary>
    [Parameter]
    public bool IsMain { get; set; }

    [Parameter]
    public EventCallback OnWithdraw { get; set; }

    /// <summary>What else can be done.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private SyncSettings Settings { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private ActionView Action => Test.Action;

    private bool IsUnderWay => TestStations.IsUnderWay(Test, Inbox.IsTest, Time.GetUtcNow());

    private bool IsStopped => Enum.GetValues<TestStation>().Any(s => StateOf(s) is StationState.Stopped);

    private string? Code => Action.Status == ActionStatusCodes.Failed ? Action.LastError : null;

    private string Tone => Action.Status == ActionStatusCodes.Synced ? "ok b" : IsStopped ? "err b" : "";

    private string Headline => L[
        Action.Status == ActionStatusCodes.Cancelled ? "Watch_Now_Withdrawn"
        : Test.DeleteWanted ? "Watch_Now_Withdrawing"
        : Action.Status == ActionStatusCodes.Synced ? "Watch_Now_Made"
        : IsStopped ? "Watch_Now_Stopped"
        : !IsUnderWay ? "Watch_Now_Preview"
        : StateOf(TestStation.Held) is StationState.Current ? "Watch_Now_Held" : "Watch_Now_LookedUp",
        S.Of(Action.Latency)];

    /// <inheritdoc/>
    public void Dispose() => Stop();

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // Between two pushes only the time goes on; where nothing moves, nothing ticks.
        if (IsUnderWay)
        {
            _timer ??= Time.CreateTimer(_ => InvokeAsync(MoveOn), null, Second, Second);
        }
        else
        {
            Stop();
        }
    }

    private void MoveOn()
    {
        StateHasChanged();
        if (!IsUnderWay)
        {
            Stop();
        }
    }

    private void Stop()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private StationState StateOf(TestStation station) => TestStations.Of(station, Test, Inbox.IsTest, Time.GetUtcNow());

    private string Name(TestStation station) => station is TestStation.Event && Inbox.IsTest ? "Preview" : station.ToString();

    private static string Icon(TestStation station, StationState state) => (state, station) switch
    {
        (StationState.Stopped, _) => Icons.Material.Outlined.PriorityHigh,
        (_, TestStation.Event) => Icons.Material.Outlined.EventAvailable,
        (StationState.Done, _) => Icons.Material.Outlined.Check,
        (_, TestStation.Held) => Icons.Material.Outlined.HourglassEmpty,
        (_, TestStation.LookedUp) => Icons.Material.Outlined.PersonSearch,
        _ => Icons.Material.Outlined.MoveToInbox,
    };

    private string Text(TestStation station, StationState state) => (station, state) switch
    {
        (_, StationState.Stopped) => Cause,
        (TestStation.Received, _) => L["Watch_Received_Done", Clock(Action.ArrivedAt)],
        (TestStation.Held, StationState.Current) => L["Watch_Held_Current", Clock(Action.DueAt)],
        (TestStation.Held, _) => L["Watch_Held_Done"],
        (TestStation.LookedUp, _) when Inbox.IsTest => L["Watch_LookedUp_Preview"],
        (TestStation.LookedUp, StationState.Ahead) => L["Watch_LookedUp_Ahead"],
        (TestStation.LookedUp, StationState.Current) when Test.Attempts.Count > 0 => L["Watch_LookedUp_Again", Test.Attempts.Count, Test.Attempts[^1].Code],
        (TestStation.LookedUp, StationState.Current) => L["Watch_LookedUp_Current"],
        (TestStation.LookedUp, _) when Test.Written is { } written => Found(written),
        (TestStation.LookedUp, _) => L["Watch_LookedUp_Done"],
        (_, StationState.Done) when Action.Status == ActionStatusCodes.Cancelled => L["Watch_Event_Withdrawn"],
        (_, StationState.Done) when Inbox.IsTest => Test.Preview?.Subject ?? L["Watch_Preview_Done"],
        (_, StationState.Done) => L["Watch_Event_Done", S.Of(Action.Latency)],
        _ => L[Inbox.IsTest ? "Watch_Preview_Ahead" : "Watch_Event_Ahead"],
    };

    /// <summary>Why it goes no further, and what to do.</summary>
    private string Cause => Action.Status == ActionStatusCodes.Failed
        ? Test.Log is [.., var entry] ? GuidanceTexts.For(entry.Code, entry.Category) : L["Watch_Stopped_Text"]
        : A[$"Actions_HeldUp_{Test.HeldUpBy}"];

    private string Found(WrittenView written) => string.Concat(
        A[written.WhoIds.Count == 0 ? "Actions_LookedUp_Nobody" : written.IsLead ? "Actions_LookedUp_Lead" : "Actions_LookedUp_Contacts", written.WhoIds.Count],
        written.WhatId is null ? "" : A["Actions_LookedUp_Opportunity"],
        A[written.IsOwnerOfConnection ? "Actions_LookedUp_NoOwner" : "Actions_LookedUp_Owner"]);

    private string Clock(DateTimeOffset at) => S.Clock(at, Time.GetUtcNow(), DayBoundaries.Zone(Inbox.TimeZone));
}
