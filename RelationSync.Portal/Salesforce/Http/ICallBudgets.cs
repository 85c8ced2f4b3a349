using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>Counts the calls of each connection and holds back those beyond its own budget. Must be quick and not throw.</summary>
internal interface ICallBudgets
{
    /// <summary>Takes a call out of the budget. Null: it may be made; else why not.</summary>
    SalesforceFailure? Reserve(Guid connectionId);

    /// <summary>A call has ended.</summary>
    /// <param name="connectionId">For whom it was.</param>
    /// <param name="calls">What it counts for: none that never left or was refused for its token, more than one with repeats.</param>
    /// <param name="wasReserved">Whether it was taken out of the budget before.</param>
    /// <param name="max">The org's daily limit, where the answer tells.</param>
    void Made(Guid connectionId, int calls, bool wasReserved, int? max);
}

/// <summary>Stands in where nothing is counted.</summary>
internal sealed class NoCallBudgets : ICallBudgets
{
    public SalesforceFailure? Reserve(Guid connectionId) => null;

    public void Made(Guid connectionId, int calls, bool wasReserved, int? max)
    {
        // Nobody counts.
    }
}
