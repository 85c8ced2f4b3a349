using System.Diagnostics.Metrics;

namespace RelationSync.Portal.Retention;

/// <summary>What was erased, as metrics (meter <c>RelationSync.Retention</c>).</summary>
internal sealed class RetentionMeter
{
    private readonly Counter<long> _erased;
    private readonly Gauge<double> _behind;
    private readonly Counter<long> _runs;

    public RetentionMeter(IMeterFactory factory)
    {
        var meter = factory.Create("RelationSync.Retention");
        _erased = meter.CreateCounter<long>("relationsync.retention.erased", "{row}", "Rows whose content was erased, by kind.");
        _behind = meter.CreateGauge<double>("relationsync.retention.behind", "s", "How far the time that contents grow old by is behind the wall clock.");
        _runs = meter.CreateCounter<long>("relationsync.retention.runs", "{run}", "Runs of the erasing, by outcome.");
    }

    public void Record(RetentionReport report)
    {
        _erased.Add(report.Actions, new KeyValuePair<string, object?>("kind", "actions"));
        _erased.Add(report.Operations, new KeyValuePair<string, object?>("kind", "operations"));
        _erased.Add(report.LogEntries, new KeyValuePair<string, object?>("kind", "log_entries"));
        _behind.Record(report.Behind.TotalSeconds);
        _runs.Add(1, new KeyValuePair<string, object?>("outcome", "done"));
    }

    public void RecordFailure() => _runs.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));
}
