using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Events;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Targets;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Tells what would become of operations: the pipeline's own work, in a transaction that is taken back. Asks no
/// Salesforce, so owner and related records stay open.
/// </summary>
internal sealed class DryRun(Store store, HoldOptions holds, TimeProvider clock)
{
    /// <summary>The query parameter that asks for one.</summary>
    public const string Parameter = "dry_run";

    /// <summary>Null where the value is neither: a dry run that is misspelt must not become a real one.</summary>
    public static bool? IsAsked(string value) => bool.TryParse(value, out var asked) ? asked : null;

    public Task<(IReadOnlyList<IntakeResult> Results, IReadOnlyList<ForeseenEvent> Events)> RunAsync(
        long inboxId, IReadOnlyList<IncomingOperation> operations, CancellationToken cancellationToken) => store.TryOutAsync(
            async (db, token) =>
            {
                if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, token) is not { } inbox)
                {
                    return ([.. operations.Select(_ => IntakeResult.InboxGone)], []);
                }

                var now = clock.GetUtcNow();
                using var transaction = new IntakeTransaction(db, holds, new IntakeCounts(db, now), now);
                IReadOnlyList<IntakeResult> results = [.. operations.Select(o => transaction.Take(inbox, o))];
                var zone = DayBoundaries.Zone(inbox.TimeZone);
                IReadOnlyList<ForeseenEvent> events = [.. transaction.Imply().Select(a => ForeseenEvent.Of(a, zone))];
                return (results, events);
            },
            cancellationToken);
}

/// <summary>What an action's Event would be, as far as the action alone decides it.</summary>
/// <param name="Action">What the operations imply.</param>
/// <param name="Draft">Null while half of a call or chat is missing.</param>
/// <param name="Keys">What the customers would be searched by.</param>
internal sealed record ForeseenEvent(DerivedAction Action, EventDraft? Draft, IReadOnlyList<CustomerKey> Keys)
{
    public static ForeseenEvent Of(DerivedAction action, TimeZoneInfo zone) => action.Content is { } content
        ? new ForeseenEvent(action, EventMapper.Map(content, zone), CustomerKeys.Of(content))
        : new ForeseenEvent(action, null, []);
}
