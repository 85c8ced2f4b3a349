using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>
/// What an action was made of before its latest operations came in. A write of unknown outcome was made of one of these,
/// whatever the operations say by now (R-D1). By their order of arrival, not by times: clocks jump.
/// </summary>
public static class EarlierContents
{
    /// <summary>While a write is in doubt, one activity hardly gets more operations than this.</summary>
    private const int MostOperations = 200;

    /// <param name="arrived">All operations of the activity as they came in.</param>
    /// <param name="triggerOperationId">Names the action.</param>
    /// <param name="holds">How long actions are held.</param>
    public static IEnumerable<ActionContent> Of(IReadOnlyCollection<ReceivedOperation> arrived, string triggerOperationId, HoldOptions holds)
    {
        for (var count = arrived.Count - 1; count > 0 && count >= arrived.Count - MostOperations; count--)
        {
            var derived = ActivityReducer.Derive([.. arrived.Take(count)], holds);
            if (derived.FirstOrDefault(d => d.OperationIds.Contains(triggerOperationId, StringComparer.Ordinal))?.Content is { } content)
            {
                yield return content;
            }
        }
    }
}
