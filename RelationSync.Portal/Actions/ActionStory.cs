using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Actions;

/// <summary>What happened to an action, step by step.</summary>
public static class ActionStory
{
    /// <summary>The steps in order of time; what is still to come stands last, with the time it is to come at.</summary>
    public static IReadOnlyList<StoryStep> Tell(ActionDetail detail)
    {
        var action = detail.Action;
        var steps = detail.Operations.Select(o => new StoryStep(o.OccurredAt ?? o.ArrivedAt, StoryKind.Received, o.Type, null, o.ArrivedAt))
            .Concat(detail.Attempts.Select((a, i) => new StoryStep(a.At, StoryKind.Attempt, a.Code, a.Message, a.At, i + 1, a)))
            .Concat(detail.Log.Where(l => detail.Attempts.All(a => a.Code != l.Code))
                .Select(l => new StoryStep(l.At, StoryKind.Logged, l.Code, l.Message, l.At, Log: l)));

        // After a failed try, DueAt speaks of the next one and no longer of the hold.
        if (action.Status is ActionStatusCodes.Waiting or ActionStatusCodes.Pending or ActionStatusCodes.Synced && detail.Attempts.Count == 0)
        {
            steps = steps.Append(new StoryStep(action.ClockStart, StoryKind.Held, null, null, action.DueAt));
        }

        if (detail.Written is { } written)
        {
            steps = steps.Append(new StoryStep(written.At, StoryKind.LookedUp, null, null, written.At))
                .Append(new StoryStep(written.At, StoryKind.Sent, null, null, written.At));
        }

        if (action is { SyncedAt: { } synced })
        {
            steps = steps.Append(new StoryStep(synced, StoryKind.Made, action.EventId, null, synced));
        }

        return [.. steps.OrderBy(s => s.At), .. Present(action, detail.DeleteWanted)];
    }

    private static IEnumerable<StoryStep> Present(ActionView action, bool deleteWanted) => action.Status switch
    {
        ActionStatusCodes.Synced => [],
        ActionStatusCodes.Pending when deleteWanted => [new(null, StoryKind.Deleting, null, null, action.DueAt)],
        _ => [new(null, StoryKind.Now, action.Status, null, action.DueAt)],
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
public sealed record StoryStep(
    DateTimeOffset? At,
    StoryKind Kind,
    string? Code,
    string? Message,
    DateTimeOffset Until,
    int Number = 0,
    AttemptView? Attempt = null,
    LoggedError? Log = null);

/// <summary>What a step is.</summary>
public enum StoryKind
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
