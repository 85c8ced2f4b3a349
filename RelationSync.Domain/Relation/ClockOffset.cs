namespace RelationSync.Domain.Relation;

/// <summary>How far Re:lation's clock is ahead of ours: the median of its last answers.</summary>
public sealed class ClockOffset(TimeSpan stored)
{
    /// <summary>More than this is worth a warning.</summary>
    public static readonly TimeSpan Worrying = TimeSpan.FromSeconds(120);

    private const int Samples = 20;

    private readonly Queue<TimeSpan> _last = new();

    public TimeSpan Value { get; private set; } = stored;

    /// <param name="theirs">The answer's <c>Date</c>.</param>
    /// <param name="sentAt">When the request was sent, by our clock.</param>
    /// <param name="answeredAt">When it was answered, by our clock.</param>
    public void Add(DateTimeOffset theirs, DateTimeOffset sentAt, DateTimeOffset answeredAt)
    {
        // Date has whole seconds: on average it is half a second behind.
        _last.Enqueue(theirs.AddMilliseconds(500) - (sentAt + ((answeredAt - sentAt) / 2)));
        if (_last.Count > Samples)
        {
            _last.Dequeue();
        }

        var sorted = _last.Order().ToList();
        var median = sorted[sorted.Count / 2];
        // Less than its own precision is nothing.
        Value = median.Duration() < TimeSpan.FromSeconds(1) ? TimeSpan.Zero : median;
    }
}
