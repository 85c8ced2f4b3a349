using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Actions;

/// <summary>How far the index knows the actions.</summary>
/// <param name="UpTo">The last action in it.</param>
/// <param name="FirstDay">The first day that one of them was triggered on.</param>
/// <param name="LastDay">The last such day.</param>
/// <param name="Newest">The last action of all.</param>
internal readonly record struct IndexState(long UpTo, long FirstDay, long LastDay, long Newest);

/// <summary>What the index has to say to a filter.</summary>
/// <param name="UpTo">Up to which action it is to be asked at all.</param>
/// <param name="Actions">Those that may fit; null: it surely knows none.</param>
internal sealed record IndexMatch(long UpTo, IndexedActions? Actions)
{
    /// <param name="db">The store.</param>
    /// <param name="criteria">What is looked for.</param>
    /// <param name="state">What the index knows.</param>
    /// <param name="near">The action that the scan begins at.</param>
    /// <param name="newestFirst">Which way it goes.</param>
    public static IndexMatch For(RelationSyncDb db, ActionCriteria criteria, IndexState state, long near, bool newestFirst)
    {
        var question = criteria.Question(state.FirstDay, state.LastDay);
        return question switch
        {
            // Without a condition that it knows the index has nothing to say.
            { IsEmpty: true } => new IndexMatch(0, null),
            { Days: { Count: 0 } } => new IndexMatch(state.UpTo, null),
            _ => new IndexMatch(state.UpTo, db.Dialect.ActionIndex.Find(db, question, Math.Min(near, state.UpTo), newestFirst)),
        };
    }
}
