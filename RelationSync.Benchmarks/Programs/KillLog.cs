using System.Text.Json;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>What the portal says of actions whose outcome it can't know, or whose Event it couldn't take away.</summary>
/// <param name="Unknown">Activities that failed with <c>OUTCOME_UNKNOWN</c>.</param>
/// <param name="Mentioned">Activities that stay synced with an entry in the log.</param>
internal sealed record KillLog(IReadOnlySet<string> Unknown, IReadOnlySet<string> Mentioned)
{
    public static async Task<KillLog> ReadAsync(PortalProcess portal, KillInbox inbox, CancellationToken cancellationToken)
    {
        var entries = (await portal.ListAsync($"errors?inbox={inbox.Name}", cancellationToken)).ToLookup(e => Text(e, "action_id"), e => Text(e, "code"));
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        var mentioned = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in await portal.ListAsync($"actions?inbox={inbox.Name}", cancellationToken))
        {
            var codes = entries[Text(action, "id")].ToList();
            var status = Text(action, "status");
            if (status == "failed" && codes.Contains("OUTCOME_UNKNOWN"))
            {
                unknown.Add(Text(action, "activity_id")!);
            }
            else if (status == "synced" && codes.Count > 0)
            {
                mentioned.Add(Text(action, "activity_id")!);
            }
        }

        return new KillLog(unknown, mentioned);
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
