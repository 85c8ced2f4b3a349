using System.Text.Json.Nodes;

namespace RelationSync.Benchmarks.Harness;

/// <summary>What somebody did about one message, memo, call or chat, and what has to come of it.</summary>
/// <param name="Id">Its <c>activity_id</c>; also the subject of its Event.</param>
/// <param name="Operations">In the order in which they happened.</param>
/// <param name="Events">How many Events the rules make of it.</param>
/// <param name="TriggerAt">When the last thing that the Event needs happened (R-T).</param>
internal sealed record SampleActivity(string Id, IReadOnlyList<SampleOperation> Operations, int Events, DateTimeOffset TriggerAt);

/// <summary>One operation and when it happens.</summary>
internal sealed record SampleOperation(DateTimeOffset At, JsonObject Json);
