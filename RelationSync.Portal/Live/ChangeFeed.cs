using System.Collections.Concurrent;

namespace RelationSync.Portal.Live;

/// <summary>
/// Tells whoever listens that something changed. Publish after the commit and outside locks: it neither waits for a
/// subscriber nor sees its exceptions. Each subscriber is throttled by itself: told at once, then at most every
/// <see cref="Interval"/>, and always once after the last change.
/// </summary>
public sealed class ChangeFeed(TimeProvider time, ILogger<ChangeFeed> logger)
{
    /// <summary>The shortest time between two calls of one subscriber.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<ChangeSubscription, byte> _subscriptions = new();

    /// <summary>How many listen.</summary>
    public int Count => _subscriptions.Count;

    /// <summary>Something changed in this inbox, or (null) in any of them.</summary>
    public void Publish(ChangeTopic topic, long? inboxId = null)
    {
        foreach (var subscription in _subscriptions.Keys)
        {
            if (subscription.Wants(topic, inboxId))
            {
                subscription.Notify();
            }
        }
    }

    /// <summary>
    /// Calls <paramref name="changed"/> after changes of these topics, never twice at a time, in the execution context
    /// (and so the culture) of the subscriber. Disposing ends it; a call under way is left to finish.
    /// </summary>
    /// <param name="topics">What to listen to; null: everything.</param>
    /// <param name="inboxId">Only this inbox; null: all of them.</param>
    /// <param name="changed">What to do; its exceptions are logged.</param>
    public IDisposable Subscribe(IReadOnlyCollection<ChangeTopic>? topics, long? inboxId, Func<Task> changed)
    {
        var subscription = new ChangeSubscription(topics, inboxId, changed, time, logger, s => _subscriptions.TryRemove(s, out _));
        _subscriptions.TryAdd(subscription, 0);
        return subscription;
    }
}
