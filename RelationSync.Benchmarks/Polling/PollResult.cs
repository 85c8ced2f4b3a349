namespace RelationSync.Benchmarks.Polling;

/// <summary>What became of one seed.</summary>
/// <param name="Latencies">From the sending of a mail or SMS to its Event, of a seed without faults.</param>
/// <param name="Problems">What doesn't hold.</param>
internal sealed record PollResult(int Messages, int Events, int Missed, int Doubled, int Requests, int MostInAMinute, int Restarts, IReadOnlyList<TimeSpan> Latencies, IReadOnlyList<string> Problems);
