using Microsoft.Data.Sqlite;
using RelationSync.Benchmarks.Harness;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Sync;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Activities that wait because Salesforce may still be at their write: what a killed process sent without the marker is
/// looked up for ten minutes before it is written again (R-D1). No API shows them, so they are read from the store.
/// </summary>
internal static class KillDoubts
{
    public static IReadOnlySet<string> Read(PortalProcess portal)
    {
        using var connection = new SqliteConnection($"{portal.ConnectionString};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT "ActivityId" FROM "Actions" WHERE "Status" IN (@pending, @syncing) AND "Doubt" = @doubt AND "SentUnmarked" """;
        command.Parameters.AddWithValue("@pending", (int)ActionStatus.Pending);
        command.Parameters.AddWithValue("@syncing", (int)ActionStatus.Syncing);
        command.Parameters.AddWithValue("@doubt", (int)WriteCertainty.TimedOut);
        var activities = new HashSet<string>(StringComparer.Ordinal);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            activities.Add(reader.GetString(0));
        }

        return activities;
    }
}
