using System.Globalization;
using Microsoft.AspNetCore.Components;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Components.Controls;

namespace RelationSync.Portal.Components.Pages.Actions;

/// <summary>Where an action's time went, on the same five minutes as everywhere.</summary>
public sealed partial class ActionRuler
{
    // In hundredths of the width. To the right of the deadline there is room for what came late.
    private const double Deadline = 83.5;
    private const double Widest = 87;
    private const double Middle = 45;

    [Parameter, EditorRequired]
    public required ActionView Action { get; set; }

    /// <summary>Tries that didn't end well, oldest first.</summary>
    [Parameter]
    public IReadOnlyList<AttemptView> Attempts { get; set; } = [];

    /// <summary>The promise.</summary>
    [Parameter, EditorRequired]
    public TimeSpan Target { get; set; }

    /// <summary>The clock is shown while it is held too: nothing else has to arrive for it.</summary>
    [Parameter]
    public bool CountsHeld { get; set; }

    private bool IsFailed => Action.Status == ActionStatusCodes.Failed;

    private string Ending => IsFailed ? "Missing" : Action.SyncedAt is null ? "Waiting" : "Made";

    /// <summary>Its Event's latency, or how long there has been none; null where the clock doesn't run.</summary>
    private TimeSpan? End => Action.Status switch
    {
        ActionStatusCodes.Synced => Action.Latency,
        ActionStatusCodes.Waiting when CountsHeld => Time.GetUtcNow() - Action.ClockStart,
        ActionStatusCodes.Pending or ActionStatusCodes.Syncing => Time.GetUtcNow() - Action.ClockStart,
        ActionStatusCodes.Failed when Action.SyncedAt is null => Time.GetUtcNow() - Action.ClockStart,
        _ => null,
    };

    private bool IsLate => End > Target;

    /// <summary>Known only while it wasn't tried again: then DueAt speaks of the next try.</summary>
    private TimeSpan Held => Action.Attempts > 1 || Action.DueAt < Action.ClockStart
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min((Action.DueAt - Action.ClockStart).Ticks, End!.Value.Ticks));

    private string Words => L[$"Actions_Ruler_{Ending}Words", S.Of(End), S.OfTarget(Target)]
        + (Attempts.Count == 0 ? "" : " " + L["Actions_Ruler_TriedWords", Attempts.Count]);

    /// <summary>From each try that didn't end well to the next one, or to the end; those off the ruler are left to the story below it.</summary>
    private IEnumerable<Wait> Waits
    {
        get
        {
            var starts = Attempts.Select(a => Within(a.At - Action.ClockStart)).ToList();
            return starts
                .Select((from, i) => new Wait(i + 1, Attempts[i].Code, from, i + 1 < starts.Count ? starts[i + 1] : End!.Value, i + 1 == starts.Count))
                .Where(w => X(w.From) < Widest);
        }
    }

    private static string P(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>In what width of the card a word fits into a part of it; null: in none. Below the drawing all is told again.</summary>
    private static string? Room(double width) => width switch
    {
        > 42 => "",
        > 21 => "if-600",
        > 13 => "if-1000",
        _ => null,
    };

    private TimeSpan Within(TimeSpan time) => TimeSpan.FromTicks(Math.Clamp(time.Ticks, 0, End!.Value.Ticks));

    private double X(TimeSpan time) => Math.Clamp(Deadline * (time / Target), 0, Widest);

    /// <summary>A try and the wait after it, counted from the start of the clock.</summary>
    private readonly record struct Wait(int Number, string Code, TimeSpan From, TimeSpan To, bool IsLast);
}
