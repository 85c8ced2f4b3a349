using System.Diagnostics.Metrics;

namespace RelationSync.Portal.Intake;

/// <summary>Meter <c>RelationSync.Intake</c>: requests by status, operations by what became of them.</summary>
internal sealed class IntakeMetrics
{
    private readonly Counter<long> _requests;
    private readonly Counter<long> _operations;

    public IntakeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("RelationSync.Intake");
        _requests = meter.CreateCounter<long>("relationsync.intake.requests", description: "Requests to the intake by HTTP status.");
        _operations = meter.CreateCounter<long>("relationsync.intake.operations", description: "Operations by what they were answered.");
    }

    public void Request(int status) => _requests.Add(1, new KeyValuePair<string, object?>("status", status));

    public void Operations(IReadOnlyList<IntakeResult> taken, int rejected)
    {
        foreach (var group in taken.CountBy(r => r.Status))
        {
            Count(IntakeAnswer.Word(group.Key), group.Value);
        }

        Count("rejected", rejected);
    }

    private void Count(string status, int count)
    {
        if (count > 0)
        {
            _operations.Add(count, new KeyValuePair<string, object?>("status", status));
        }
    }
}
