using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace RelationSync.Portal.Intake;

/// <summary>
/// A token bucket an inbox: it holds a minute's operations and fills evenly. A request larger than the bucket passes
/// where the bucket is full, and what it took too much is waited for: else it could never pass.
/// </summary>
internal sealed class IntakeRates(IOptions<IntakeOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<long, Bucket> _buckets = new();

    /// <summary>Null: taken. Else how long to wait for it.</summary>
    public TimeSpan? Take(long inboxId, int operations)
    {
        var bucket = _buckets.GetOrAdd(inboxId, _ => new Bucket(options.Value.OperationsPerMinute, time));
        lock (bucket)
        {
            return bucket.Take(operations);
        }
    }

    /// <summary>For a request that was taken from the bucket but not served.</summary>
    public void GiveBack(long inboxId, int operations)
    {
        if (_buckets.TryGetValue(inboxId, out var bucket))
        {
            lock (bucket)
            {
                bucket.GiveBack(operations);
            }
        }
    }

    private sealed class Bucket(int perMinute, TimeProvider time)
    {
        private double _tokens = perMinute;
        private long _filledAt = time.GetTimestamp();

        public TimeSpan? Take(int operations)
        {
            Fill();
            var wanted = Math.Min(operations, perMinute);
            if (_tokens < wanted)
            {
                return TimeSpan.FromMinutes((wanted - _tokens) / perMinute);
            }

            _tokens -= operations;
            return null;
        }

        public void GiveBack(int operations) => _tokens = Math.Min(perMinute, _tokens + operations);

        private void Fill()
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(perMinute, _tokens + (time.GetElapsedTime(_filledAt, now).TotalMinutes * perMinute));
            _filledAt = now;
        }
    }
}
