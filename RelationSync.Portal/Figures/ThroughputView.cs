using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>What came in and what became of it, minute by minute, over the last day.</summary>
/// <param name="Until">The end of the minute that is under way, UTC.</param>
/// <param name="Minutes">Minutes in which something happened, by time.</param>
/// <param name="Incidents">What held a connection up, by time.</param>
public sealed record ThroughputView(DateTimeOffset Until, ValueList<MinuteCount> Minutes, ValueList<Incident> Incidents)
{
    /// <summary>What is kept.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(1);

    public static readonly ThroughputView None = new(default, [], []);

    /// <summary>The last hour a minute each, or the last day a quarter of an hour each; the last step is still under way.</summary>
    public IReadOnlyList<StepCount> Steps(bool day)
    {
        var step = StepOf(day);
        var end = new DateTimeOffset((Until.UtcTicks + step.Ticks - 1) / step.Ticks * step.Ticks, TimeSpan.Zero);
        var first = end - (day ? Span : TimeSpan.FromHours(1));
        var steps = new StepCount[(int)((end - first) / step)];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = new StepCount(first + (i * step), 0, 0, 0);
        }

        foreach (var minute in Minutes.Where(m => m.At >= first && m.At < end))
        {
            var i = (int)((minute.At - first) / step);
            steps[i] = steps[i].With(minute);
        }

        return steps;
    }

    /// <summary>How long a step is.</summary>
    public static TimeSpan StepOf(bool day) => day ? TimeSpan.FromMinutes(15) : TimeSpan.FromMinutes(1);
}

/// <summary>What happened within one minute.</summary>
public sealed record MinuteCount(DateTimeOffset At, int Events, int Received, int Failed);

/// <summary>What happened within one step of a chart.</summary>
/// <param name="At">Its beginning, UTC.</param>
/// <param name="Events">Events confirmed.</param>
/// <param name="Received">Well-formed operations that came in.</param>
/// <param name="Failed">Actions that failed.</param>
public sealed record StepCount(DateTimeOffset At, int Events, int Received, int Failed)
{
    public bool IsEmpty => Events == 0 && Received == 0 && Failed == 0;

    internal StepCount With(MinuteCount minute) =>
        this with { Events = Events + minute.Events, Received = Received + minute.Received, Failed = Failed + minute.Failed };
}

/// <summary>A connection was held up from then on.</summary>
public sealed record Incident(DateTimeOffset At, IncidentKind Kind, InboxName Inbox);

/// <summary>By what.</summary>
public enum IncidentKind
{
    Authorization,
    Limit,
    Budget,
}
