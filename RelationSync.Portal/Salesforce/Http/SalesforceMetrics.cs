using System.Diagnostics.Metrics;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>Meter <c>RelationSync.Salesforce</c>: calls and their duration, by kind and outcome.</summary>
internal sealed class SalesforceMetrics
{
    public const string MeterName = "RelationSync.Salesforce";

    private readonly Counter<long> _calls;
    private readonly Histogram<double> _duration;

    public SalesforceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _calls = meter.CreateCounter<long>("relationsync.salesforce.calls", "{call}", "Requests sent to Salesforce");
        _duration = meter.CreateHistogram<double>("relationsync.salesforce.call.duration", "s", "Time from sending to the last byte of the answer");
    }

    public void Record(string kind, string outcome, TimeSpan elapsed)
    {
        KeyValuePair<string, object?> kindTag = new("kind", kind), outcomeTag = new("outcome", outcome);
        _calls.Add(1, kindTag, outcomeTag);
        _duration.Record(elapsed.TotalSeconds, kindTag, outcomeTag);
    }

    /// <summary>Few, fixed values: status classes of answers, and our own codes for what went wrong on the way.</summary>
    public static string Outcome(WireResponse response) => response.IsSuccess ? "ok" : $"http_{response.Status / 100}xx";

    public static string Outcome(SalesforceFailure failure) => failure.Code.ToLowerInvariant();
}
