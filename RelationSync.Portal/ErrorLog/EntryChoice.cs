namespace RelationSync.Portal.ErrorLog;

/// <summary>Entries of the error log that a person chose: all that a filter means, or what was ticked.</summary>
/// <param name="Filter">Which entries there were to choose from.</param>
/// <param name="Parts">What was chosen of each kind; null: everything.</param>
public sealed record EntryChoice(ErrorLogFilter Filter, IReadOnlyList<GroupChoice>? Parts = null);

/// <summary>What was chosen of one kind.</summary>
/// <param name="Key">The kind.</param>
/// <param name="All">All of its entries but <paramref name="Seqs"/>; else those alone.</param>
/// <param name="Seqs">Single entries.</param>
public sealed record GroupChoice(ErrorGroupKey Key, bool All, IReadOnlyCollection<long> Seqs);
