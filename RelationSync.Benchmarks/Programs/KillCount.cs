namespace RelationSync.Benchmarks.Programs;

/// <summary>What a run of kills came to, of one inbox.</summary>
/// <param name="Midway">Kills after Events were made by the process killed, and before all were.</param>
/// <param name="Cut">Requests of callers that a kill left without an answer; they were sent again.</param>
/// <param name="InDoubt">Actions whose write Salesforce may still be at, for ten minutes after the last kill; the long form waits for their end.</param>
/// <param name="Unknown">Actions that failed with <c>OUTCOME_UNKNOWN</c>.</param>
/// <param name="Unwarranted">Of both, the ones whose outcome could be known.</param>
/// <param name="Lost">Actions that were taken and have no Event, or of a cancelled one, whose Event still stands, and no entry that says why.</param>
/// <param name="Doubled">Events too many, deleted ones counted.</param>
/// <param name="Astray">Operators whose Events have more than one owner: a user made twice.</param>
internal sealed record KillCount(KillInbox Inbox, int Kills, int Midway, int Cut, int Actions, int Cancelled, int Events, int InDoubt, int Unknown, int Unwarranted, int Lost, int Doubled, int Astray)
{
    /// <summary>With the marker field only what is cancelled may be in doubt, and only a user who sees little may be left with unknown outcomes.</summary>
    public bool Holds => Lost == 0 && Doubled == 0 && Astray == 0 && Unwarranted == 0;
}
