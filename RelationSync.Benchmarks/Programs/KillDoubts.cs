using RelationSync.Benchmarks.Harness;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Activities that wait because Salesforce may still be at their write: what a killed process sent without the marker is
/// looked up for ten minutes before it is written again (R-D1), and what it may have sent with it before it is called
/// cancelled. No API shows them, so they are read from the store.
/// </summary>
internal static class KillDoubts
{
    /// <summary>How many actions aren't settled, and which of them are in doubt, at one moment: lists by status would miss or repeat what changes its status between them.</summary>
    public static (int Open, IReadOnlySet<string> InDoubt) Read(PortalProcess portal)
    {
        using var connection = portal.Store.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT "ActivityId", "Doubt" = @timedOut AND "SentUnmarked" OR "Doubt" = @unknown AND NOT "SentUnmarked" AND "Intent" = @delete AND "EventId" IS NULL
            FROM "Actions" WHERE "Status" <= @syncing
            """;
        Add("@syncing", (int)ActionStatus.Syncing);
        Add("@timedOut", (int)WriteCertainty.TimedOut);
        Add("@unknown", (int)WriteCertainty.Unknown);
        Add("@delete", (int)ActionIntent.Delete);
        var open = 0;
        var activities = new HashSet<string>(StringComparer.Ordinal);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            open++;
            if (reader.GetBoolean(1))
            {
                activities.Add(reader.GetString(0));
            }
        }

        return (open, activities);

        void Add(string name, int value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }
}
