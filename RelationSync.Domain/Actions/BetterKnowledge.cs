using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>
/// Whether operations that have just come in make an action's owner or times better known than its Event was told (R-P6). What
/// only comes late, and is known no better, changes no Event.
/// </summary>
/// <param name="before">What the operations implied before they came in.</param>
/// <param name="arrived">What has come in.</param>
public sealed class BetterKnowledge(IReadOnlyList<DerivedAction> before, IReadOnlyCollection<Operation> arrived)
{
    public bool Changes(SyncAction action, DerivedAction now)
    {
        var former = before.FirstOrDefault(d => d.OperationIds.Contains(action.TriggerOperationId, StringComparer.Ordinal));
        if (now.Content is not { } content || former?.Content is not { } told)
        {
            return false;
        }

        // The same operator, known for sure only now, may get the user that a guess didn't (R-O3).
        var mayOwn = now.MayMakeUser && !former.MayMakeUser;
        return ((mayOwn || ByOperator(content) != ByOperator(told)) && arrived.Any(o => IsBetter(o, o.Evidence.Operator, told.OperatorEvidence)))
            || ((content.Start, content.End) != (told.Start, told.End) && arrived.Any(o => IsBetter(o, o.Evidence.Times, told.TimesEvidence)));
    }

    private static string? ByOperator(ActionContent content) => content.Operator?.Email.ToUpperInvariant();

    private static bool IsBetter(Operation operation, Evidence evidence, Evidence told) =>
        operation.Type is OperationType.ActivityCorrected || evidence < told;
}
