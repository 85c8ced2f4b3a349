namespace RelationSync.Benchmarks.Histories;

/// <summary>One operation as its sender hands it in.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Json">UTF-8.</param>
/// <param name="At">When it is handed in first, since the start.</param>
/// <param name="Twice">It is handed in once more though it was taken.</param>
internal sealed record HistoryOperation(string Id, byte[] Json, TimeSpan At, bool Twice);

/// <summary>An Event that the rules speak of, by what its description bears.</summary>
/// <param name="Token">Part of its description, and of no other's unless the other says the same.</param>
/// <param name="IsWanted">It is to stand in the end; else it may have stood for a while.</param>
/// <param name="Trigger">The operations that make it one: the last of them starts its five minutes.</param>
internal sealed record HistoryWish(
    string Token, bool IsWanted, string Subject, string Operator, string? WhoId, TimeSpan Start, TimeSpan End, IReadOnlyList<string> Trigger)
{
    /// <summary>No Event of it is made before then, since the start.</summary>
    public TimeSpan HeldUntil { get; init; }

    /// <summary>It may stand in place of the wanted Event of its activity where this operation came in before that one's.</summary>
    public string? ReEdit { get; init; }
}

/// <summary>What a Re:lation user did, and what the rules make of it.</summary>
internal sealed record HistoryActivity(string Name, int Inbox, IReadOnlyList<HistoryOperation> Operations, IReadOnlyList<HistoryWish> Wishes);
