using RelationSync.Domain.Actions;
using RelationSync.Portal.Actions;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>The stations on a test operation's way to its Event.</summary>
public enum TestStation
{
    Received,
    Held,
    LookedUp,
    Event,
}

/// <summary>How a station stands.</summary>
public enum StationState
{
    Ahead,
    Current,
    Done,
    Stopped,
}

/// <summary>Tells how far a test operation has come.</summary>
public static class TestStations
{
    /// <param name="test">The action that it became.</param>
    /// <param name="isTestInbox">It ends with the preview.</param>
    /// <param name="now">Decides whether a held one is due.</param>
    public static StationState Of(TestStation station, ActionDetail test, bool isTestInbox, DateTimeOffset now)
    {
        var (at, isStopped) = Reached(test, isTestInbox, now);
        return at is not { } current || station < current ? StationState.Done
            : station > current ? StationState.Ahead
            : isStopped ? StationState.Stopped : StationState.Current;
    }

    /// <summary>It moves, so it is worth being watched.</summary>
    public static bool IsUnderWay(ActionDetail test, bool isTestInbox, DateTimeOffset now) =>
        Reached(test, isTestInbox, now) is { At: not null, IsStopped: false };

    /// <summary>Where it is, and whether it goes no further by itself. Null: it has arrived.</summary>
    private static (TestStation? At, bool IsStopped) Reached(ActionDetail test, bool isTestInbox, DateTimeOffset now) => test.Action.Status switch
    {
        ActionStatusCodes.Waiting when test.Action.DueAt > now => (TestStation.Held, false),
        ActionStatusCodes.Waiting or ActionStatusCodes.Pending when isTestInbox => (null, false),
        ActionStatusCodes.Waiting => (TestStation.LookedUp, false),
        ActionStatusCodes.Pending => (TestStation.LookedUp, test.HeldUpBy is not null),
        ActionStatusCodes.Syncing => (TestStation.LookedUp, false),
        ActionStatusCodes.Failed => (test.Written is null ? TestStation.LookedUp : TestStation.Event, true),
        _ => (null, false),
    };
}
