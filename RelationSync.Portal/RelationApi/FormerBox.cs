using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>Tells a message that was moved and sent again from another one with the same id: asks the box it is known from.</summary>
internal sealed class FormerBox(TenantCalls calls)
{
    /// <summary>The ids that their former box no longer shows; a fault if the tenant can't be asked.</summary>
    /// <param name="known">Rows of another box.</param>
    public async Task<(IReadOnlySet<long> Moved, ApiAnswer? Fault)> FindMovedAsync(
        TenantSession session, IReadOnlyList<RelationMessage> known, CancellationToken cancellationToken)
    {
        HashSet<long> moved = [];
        foreach (var ticket in known.GroupBy(m => (m.BoxId, m.TicketId)))
        {
            var answer = await calls.CallAsync(session, ReadingCall.Ticket(ticket.Key.BoxId, ticket.Key.TicketId), cancellationToken);
            if (answer.Fault is ApiFault.TokenRefused or ApiFault.LimitReached or ApiFault.Unavailable or ApiFault.Broken)
            {
                return (moved, answer);
            }

            var shown = answer.IsGood ? ApiReader.Ticket(answer.Json)?.Messages.Select(m => m.MessageId).ToHashSet() : null;
            // A box that this token can't read isn't known to have lost anything.
            moved.UnionWith(ticket.Select(m => m.MessageId).Where(id => answer.Fault == ApiFault.NotFound || shown?.Contains(id) == false));
        }

        return (moved, null);
    }
}
