using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Actions;

/// <summary>What happened to an action, step by step.</summary>
public static class Timeline
{
    /// <summary>The steps in order of time; what is still to come stands last, with the time it is to come at.</summary>
    public static IReadOnlyList<TimelineStep> Tell(ActionDetail detail)
    {
        var action = detail.Action;
        var steps = detail.Operations.Select(o => new TimelineStep(o.OccurredAt ?? o.ArrivedAt, TimelineStepKind.Received, o.Type, null, o.ArrivedAt))
            .Concat(detail.Attempts.Select((a, i) => new TimelineStep(a.At, TimelineStepKind.Attempt, a.Code, a.Message, a.At, i + 1, a)))
            .Concat(detail.Log.Where(l => detail.Attempts.All(a => a.Code != l.Code))
                .Select(l => new TimelineStep(l.At, TimelineStepKind.Logged, l.Code, l.Message, l.At, Log: l)));

        // After a failed try, DueAt speaks of the next one and no longer of the hold.
        if (action.Status is ActionStatusCodes.Waiting or ActionStatusCodes.Pending or ActionStatusCodes.Synced && detail.Attempts.Count == 0)
        {
            steps = steps.Append(new TimelineStep(action.ClockStart, TimelineStepKind.Held, null, null, action.DueAt));
        }

        if (detail.Written is { } written)
        {
            steps = steps.Append(new TimelineStep(written.At, TimelineStepKind.LookedUp, null, null, written.At))
                .Append(new TimelineStep(written.At, TimelineStepKind.Sent, null, null, written.At));
        }

        if (action is { SyncedAt: { } synced })
        {
            steps = steps.Append(new TimelineStep(synced, TimelineStepKind.Made, action.EventId, null, synced));
        }

        return [.. steps.OrderBy(s => s.At), .. Present(action, detail.DeleteWanted)];
    }

    private static IEnumerable<TimelineStep> Present(ActionView action, bool deleteWanted) => action.Status switch
    {
        ActionStatusCodes.Synced => [],
        ActionStatusCodes.Pending when deleteWanted => [new(null, TimelineStepKind.Deleting, null, null, action.DueAt)],
        _ => [new(null, TimelineStepKind.Now, action.Status, null, action.DueAt)],
    };
}

/// <summary>One step. Times are UTC.</summary>
/// <param name="At">When; null: now.</param>
/// <param name="Kind">What.</param>
/// <param name="Code">The operation's type, a code of failure, an Event's id or a status.</param>
/// <param name="Message">Salesforce's words.</param>
/// <param name="Until">A second time that belongs to it: when an operation arrived, until when it is held.</param>
/// <param name="Number">The number of the try.</param>
/// <param name="Attempt">The try itself.</param>
/// <param name="Log">The log entry itself.</param>
public sealed record TimelineStep(
    DateTimeOffset? At,
    TimelineStepKind Kind,
    string? Code,
    string? Message,
    DateTimeOffset Until,
    int Number = 0,
    AttemptView? Attempt = null,
    LoggedError? Log = null)
{
    /// <summary>Of <see cref="Message"/>, where it is ours.</summary>
    public string? Arguments => Attempt?.Arguments ?? Log?.Arguments;
}

/// <summary>What a step is.</summary>
public enum TimelineStepKind
{
    Received,
    Held,
    Attempt,
    Logged,
    LookedUp,
    Sent,
    Made,
    Deleting,
    Now,
}
