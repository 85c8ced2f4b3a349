using System.Collections.Concurrent;
using System.Diagnostics;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Sync;

/// <summary>In the trace of its activity, what an action goes through: how long it waited, and each drain that took it on, with a link to it.</summary>
internal sealed class ActionTraces
{
    private readonly ConcurrentDictionary<long, Activity> _underWay = new();

    /// <param name="activityKey">Of its activity.</param>
    /// <param name="action">Just taken on.</param>
    /// <param name="arrivedAt">When its first operation came.</param>
    public void Claimed(byte[] activityKey, ClaimedAction action, DateTimeOffset arrivedAt)
    {
        if (!Tracing.Source.HasListeners())
        {
            return;
        }

        var trace = Tracing.OfActivity(activityKey);
        if (action.Attempts == 0)
        {
            using var waited = Tracing.StartBeside("wait", trace, arrivedAt);
        }

        if (Tracing.StartBeside("sync", trace) is { } span)
        {
            span.SetTag("relationsync.action.id", action.Id.ToString());
            span.SetTag("relationsync.action.attempt", action.Attempts + 1);
            _underWay[action.Seq] = span;
        }
    }

    public void Settled(IEnumerable<Settlement> settlements)
    {
        if (_underWay.IsEmpty)
        {
            return;
        }

        foreach (var settlement in settlements)
        {
            if (_underWay.TryRemove(settlement.Seq, out var span))
            {
                span.SetTag("relationsync.action.status", settlement.Status.ToString().ToLowerInvariant());
                span.SetTag("relationsync.failure", settlement.Failure?.Code);
                span.SetStatus(settlement.Status is ActionStatus.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
                span.Dispose();
            }
        }
    }
}
