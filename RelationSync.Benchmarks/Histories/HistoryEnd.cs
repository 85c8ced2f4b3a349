namespace RelationSync.Benchmarks.Histories;

/// <summary>An action as the store has it in the end.</summary>
/// <param name="Status">Lower case, as the contract names it.</param>
internal sealed record HistoryAction(Guid Id, string ActivityId, string Status, string? EventId, string? LastError);

/// <summary>An entry of the error log.</summary>
internal sealed record HistoryEntry(Guid? ActionId, string Code, bool IsError);

/// <summary>What a history came to, for who judges it.</summary>
/// <param name="Activities">What was done, probes included.</param>
/// <param name="Taken">When each operation was known to be taken, since the start.</param>
/// <param name="CalmFrom">From then on nothing is wrong any more.</param>
internal sealed record HistoryEnd(
    HistoryOrgKind Kind,
    IReadOnlyList<HistoryActivity> Activities,
    IReadOnlyDictionary<string, TimeSpan> Taken,
    TimeSpan CalmFrom,
    IReadOnlyList<HistoryEvent> Events,
    IReadOnlyList<HistoryEvent> StrangersBefore,
    IReadOnlyDictionary<string, IReadOnlyList<string>> UsersByEmail,
    IReadOnlyList<HistoryAction> Actions,
    IReadOnlyList<HistoryEntry> Log)
{
    /// <summary>No clock jumped.</summary>
    public bool AreClocksTrue { get; init; } = true;
}
