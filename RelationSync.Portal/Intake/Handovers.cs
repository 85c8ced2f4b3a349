using RelationSync.Domain.Handover;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Messages near the moment in which their family changes hands (R-P1): where the clocks of both sources differ, each may
/// call one message its own, under an id of its own. Then they are told by their likeness.
/// </summary>
internal sealed class Handovers
{
    /// <summary>What came in later than that after the handover isn't compared with.</summary>
    private static readonly TimeSpan Compared = TimeSpan.FromHours(1);

    private const int MostCompared = 5000;

    private readonly Dictionary<long, List<(OperationSource Source, MessageLikeness Likeness)>> _known = [];

    /// <summary>Whether the other source has told of this message.</summary>
    public bool IsTold(OperationRows operations, Inbox inbox, IncomingOperation incoming) =>
        inbox.Sources.Message.IsNearHandover(incoming.Operation.OccurredAt)
        && MessageLikeness.Of(incoming.Operation) is { } message
        && Known(operations, inbox).Exists(k => k.Source != incoming.Source && k.Likeness.IsLike(message));

    /// <summary>One that was accepted: the next may be like it.</summary>
    public void Take(Inbox inbox, IncomingOperation accepted)
    {
        if (_known.TryGetValue(inbox.Id, out var known) && MessageLikeness.Of(accepted.Operation) is { } message)
        {
            known.Add((accepted.Source, message));
        }
    }

    private List<(OperationSource Source, MessageLikeness Likeness)> Known(OperationRows operations, Inbox inbox)
    {
        if (_known.TryGetValue(inbox.Id, out var known))
        {
            return known;
        }

        var since = inbox.Sources.Message.Since!.Value;
        var arrived = operations.ReadArrived(inbox.Id, since - (2 * FamilySource.HandoverMargin), since + Compared, MostCompared);
        known = [];
        foreach (var received in arrived)
        {
            if (MessageLikeness.Of(received.Operation) is { } message)
            {
                known.Add((received.Source, message));
            }
        }

        return _known[inbox.Id] = known;
    }
}
