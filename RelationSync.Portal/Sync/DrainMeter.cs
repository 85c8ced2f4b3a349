using System.Diagnostics.Metrics;
using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Sync;

/// <summary>What drains do, as metrics (meter <c>RelationSync.Worker</c>).</summary>
internal sealed class DrainMeter
{
    public const string MeterName = "RelationSync.Worker";
    private readonly Counter<long> _actions;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _seconds;

    public DrainMeter(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _actions = meter.CreateCounter<long>("relationsync.drain.actions", "{action}", "Actions that drains settled, by outcome.");
        _calls = meter.CreateCounter<long>("relationsync.drain.calls", "{call}", "API calls that drains made.");
        _seconds = meter.CreateHistogram<double>("relationsync.drain.duration", "s", "How long drains took.");
    }

    public void Record(ConnectionView connection, DrainReport report)
    {
        var inbox = new KeyValuePair<string, object?>("inbox", connection.InboxKey);
        _actions.Add(report.Synced, inbox, new("outcome", "synced"));
        _actions.Add(report.Failed, inbox, new("outcome", "failed"));
        _actions.Add(report.Again, inbox, new("outcome", "again"));
        _calls.Add(report.Calls, inbox);
        _seconds.Record(report.Time.TotalSeconds, inbox);
    }
}
