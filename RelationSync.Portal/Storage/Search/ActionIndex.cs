namespace RelationSync.Portal.Storage.Search;

/// <summary>The index of actions on one engine. It may find actions that don't fit, but misses none that it knows.</summary>
internal abstract class ActionIndex
{
    /// <summary>How much narrower a scan's first window is than it could be: more than 1 where a window is read as a whole before its first action comes.</summary>
    public virtual int FirstWindowDivisor => 1;

    /// <summary>How wide a scan's window is at most.</summary>
    public virtual long LargestWindow => long.MaxValue;

    /// <param name="db">The store.</param>
    /// <param name="question">What is asked for: at least one condition.</param>
    /// <param name="near">The action that the scan begins at.</param>
    /// <param name="newestFirst">Which way it goes.</param>
    public abstract IndexedActions Find(RelationSyncDb db, IndexQuestion question, long near, bool newestFirst);

    public abstract void TakeIn(RelationSyncDb db, IReadOnlyCollection<ActionDocument> documents);

    public abstract void TakeOut(RelationSyncDb db, IReadOnlyCollection<long> seqs);

    /// <summary>Whether what was taken out still stands somewhere in the index until <see cref="Merge"/> has removed it.</summary>
    public abstract bool IsMergeNeeded(RelationSyncDb db);

    /// <summary>One short step. False where there was nothing to do.</summary>
    /// <param name="db">The store.</param>
    /// <param name="begins">The first step of a merge; the next ones go on.</param>
    public abstract bool Merge(RelationSyncDb db, bool begins);
}

/// <summary>Conditions that all hold.</summary>
/// <param name="Facets">Grams that an action has.</param>
/// <param name="Texts">What stands in its texts, as search compares it.</param>
/// <param name="Days">Grams of which an action has one; null: any day.</param>
internal sealed record IndexQuestion(IReadOnlyCollection<int> Facets, IReadOnlyCollection<string> Texts, IReadOnlyCollection<int>? Days)
{
    public bool IsEmpty => Facets.Count == 0 && Texts.Count == 0 && Days is null;
}

/// <summary>How the index's answer is read.</summary>
/// <param name="Sql">Selects the <c>Seq</c> of actions between <c>@low</c> and <c>@high</c>, in the order asked for, <c>@most</c> of them.</param>
/// <param name="Parameters">Names of the parameters besides these three.</param>
/// <param name="Values">Their values between <c>@low</c> and <c>@high</c>.</param>
/// <param name="FirstBatch">How many are asked for at first: as many as cost next to nothing more than one.</param>
internal sealed record IndexedActions(string Sql, IReadOnlyList<string> Parameters, Func<long, long, IReadOnlyList<object?>> Values, int FirstBatch);
