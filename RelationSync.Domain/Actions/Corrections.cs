using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>
/// <c>activity.corrected</c> (R-P4, R-P6): for each of operator, start and end the correction that is known best counts, of
/// equals the latest, unless the operations themselves are known better still.
/// </summary>
internal static class Corrections
{
    /// <summary>A correction of an activity that isn't known yet is kept so long for it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(72);

    /// <param name="derived">What the other operations imply, in the order of the triggers.</param>
    /// <param name="ordered">All operations of the activity in their order.</param>
    public static IReadOnlyList<DerivedAction> Apply(IReadOnlyList<DerivedAction> derived, IReadOnlyList<ReceivedOperation> ordered)
    {
        if (derived.Count == 0)
        {
            return derived;
        }

        var known = ordered.Where(o => o.Operation.Type is not OperationType.ActivityCorrected).Min(o => o.ArrivedAt);
        var of = derived.ToDictionary(d => d.TriggerOperationId, _ => new List<Operation>(), StringComparer.Ordinal);
        var current = derived[0].TriggerOperationId;
        foreach (var received in ordered)
        {
            if (received.Operation.Type is not OperationType.ActivityCorrected)
            {
                current = of.ContainsKey(received.Operation.Id) ? received.Operation.Id : current;
            }
            else if (known - received.ArrivedAt <= Kept)
            {
                of[current].Add(received.Operation);
            }
        }

        return [.. derived.Select(d => Apply(d, of[d.TriggerOperationId]))];
    }

    private static DerivedAction Apply(DerivedAction derived, List<Operation> corrections) => corrections.Count == 0
        ? derived
        : derived with
        {
            OperationIds = [.. derived.OperationIds, .. corrections.Select(c => c.Id)],
            Content = derived.Content is { } content ? Timed(By(content, corrections), corrections) : null,
        };

    private static ActionContent By(ActionContent content, List<Operation> corrections) =>
        Best(corrections, c => c.Operator is not null, c => c.Evidence.Operator, content.Operator is null ? Evidence.Default : content.OperatorEvidence) is { } best
            ? content with { Operator = best.Operator, OperatorEvidence = best.Evidence.Operator }
            : content;

    /// <summary>Who corrects the start alone moves a memo as a whole, for its length was given; elsewhere the end was seen.</summary>
    private static ActionContent Timed(ActionContent content, List<Operation> corrections)
    {
        var start = BestTimed(content, corrections, d => d.Start is not null);
        var end = BestTimed(content, corrections, d => d.EndedAt is not null || d.DurationMinutes is not null);
        if (start is null && end is null)
        {
            return content;
        }

        var from = start is null ? content.Start : Data(start).Start;
        var to = content.End;
        if (end is not null)
        {
            to = Data(end).EndedAt ?? Instants.Add(from ?? content.End, TimeSpan.FromMinutes(Data(end).DurationMinutes!.Value));
        }
        else if (content.Channel.Family is Channels.ChannelFamily.Memo && content.Start is { } before)
        {
            to = Instants.Add(from!.Value, content.End - before);
        }

        var evidence = new[] { start, end }.OfType<Operation>().Max(o => o.Evidence.Times);
        return content with
        {
            Start = from,
            End = to,
            TimesEvidence = start is null || end is null ? Worse(evidence, content.TimesEvidence) : evidence,
        };
    }

    private static Operation? BestTimed(ActionContent content, List<Operation> corrections, Predicate<CorrectionData> says) =>
        Best(corrections, c => says(Data(c)), c => c.Evidence.Times, content.TimesEvidence);

    /// <summary>Null: none says it, or what is known already is known better.</summary>
    private static Operation? Best(List<Operation> corrections, Func<Operation, bool> says, Func<Operation, Evidence> evidence, Evidence known)
    {
        var best = Enumerable.Reverse(corrections).Where(says).MinBy(evidence);
        return best is not null && evidence(best) <= known ? best : null;
    }

    private static Evidence Worse(Evidence one, Evidence other) => one > other ? one : other;

    private static CorrectionData Data(Operation correction) => (CorrectionData)correction.Data;
}
