using System.Diagnostics;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Sync;

/// <summary>What a drain made of an action, in the trace of its activity: how long it had waited, and its time in the drain, with a link to that.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="Failure">Its code.</param>
internal sealed record ActionTrace(
    byte[] ActivityKey, Guid ActionId, DateTimeOffset ArrivedAt, DateTimeOffset ClaimedAt, int Attempt, ActionStatus Status, string? Failure)
{
    /// <param name="action">As it was taken on, not settled yet.</param>
    public static ActionTrace Of(SyncAction action, Settlement settlement) => new(
        action.ActivityKey, action.Id, action.ArrivedAt, action.ClaimedAt ?? action.ArrivedAt, action.Attempts + 1, settlement.Status, settlement.Failure?.Code);

    /// <summary>To be called within the drain.</summary>
    public void Write()
    {
        var trace = Tracing.OfActivity(ActivityKey);
        if (Attempt == 1)
        {
            using var wait = Tracing.StartBeside("wait", trace, ArrivedAt);
            wait?.SetEndTime(ClaimedAt.UtcDateTime);
        }

        using var sync = Tracing.StartBeside("sync", trace, ClaimedAt);
        sync?.SetTag("relationsync.action.id", ActionId.ToString())
            .SetTag("relationsync.action.attempt", Attempt)
            .SetTag("relationsync.action.status", Status.ToString().ToLowerInvariant())
            .SetTag("relationsync.failure", Failure)
            .SetStatus(Status is ActionStatus.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
    }
}
