using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Events;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Actions;

/// <summary>One action with its history.</summary>
public sealed class GetAction(Store store, HoldOptions holds, TimeProvider time)
{
    /// <summary>A chat may have hundreds of operations; the first ones tell its story.</summary>
    private const int MostRows = 200;

    /// <summary>Null where there is no such action.</summary>
    public Task<ActionDetail?> RunAsync(Guid id, CancellationToken cancellationToken) =>
        store.ReadAsync((db, token) => ReadAsync(db, id, token), cancellationToken);

    private async Task<ActionDetail?> ReadAsync(RelationSyncDb db, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Actions.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } action)
        {
            return null;
        }

        var inboxes = await InboxName.ReadAllAsync(db, cancellationToken);
        var inbox = inboxes[action.InboxId];
        var operations = await db.Operations.Where(o => o.ActivityKey == action.ActivityKey)
            .OrderBy(o => o.Seq).Take(MostRows).ToListAsync(cancellationToken);
        var attempts = await db.Attempts.Where(a => a.ActionSeq == action.Seq)
            .OrderBy(a => a.Seq).Take(MostRows).ToListAsync(cancellationToken);
        var log = await db.LogEntries.Where(e => e.ActionId == id)
            .OrderBy(e => e.Seq).Take(MostRows).ToListAsync(cancellationToken);
        var connection = await db.Connections.Include(c => c.Authorization)
            .SingleOrDefaultAsync(c => c.InboxId == inbox.Id, cancellationToken);
        var written = await db.WrittenEvents.SingleOrDefaultAsync(w => w.ActionSeq == action.Seq, cancellationToken);
        return new ActionDetail(
            ListActions.ToView(action, inbox, time.GetUtcNow()),
            operations.ConvertAll(ToTime),
            attempts.ConvertAll(a => ToView(a, connection?.Authorization.UserId)),
            log.ConvertAll(e => new LoggedError(e.At, e.Severity, e.Category, e.Code, e.Message, e.Arguments)),
            action.Intent is ActionIntent.Delete,
            connection?.Authorization.InstanceUrl,
            connection?.Id,
            action.ErasedAt,
            written is null ? null : WrittenView.Of(written, connection?.Authorization.UserId))
        {
            HeldUpBy = inbox.IsTest ? null : HeldUpBy(connection),
            Source = action.Source,
            OperatorEvidence = action.OperatorEvidence,
            TimesEvidence = action.TimesEvidence,
            Preview = action is { IsTest: true, ErasedAt: null } && written is null ? Preview(db, action, inbox) : null,
        };
    }

    /// <summary>The last test operation that the portal sent to an inbox, and what became of it; null: there is none.</summary>
    public Task<ActionDetail?> FindTestAsync(long inboxId, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            var last = await db.TestOperations.Where(t => t.InboxId == inboxId).OrderByDescending(t => t.At).Select(t => (Guid?)t.ActionId).FirstOrDefaultAsync(token);
            return last is { } id ? await ReadAsync(db, id, token) : null;
        },
        cancellationToken);

    private DraftView? Preview(RelationSyncDb db, SyncAction action, InboxName inbox)
    {
        using var operations = new OperationRows(db);
        var derived = ActivityReducer.Derive(operations.Read(action.ActivityKey), holds)
            .FirstOrDefault(d => d.OperationIds.Contains(action.TriggerOperationId, StringComparer.Ordinal));
        return derived?.Content is { } content ? DraftView.Of(EventMapper.Map(content, DayBoundaries.Zone(inbox.TimeZone))) : null;
    }

    private static AttemptView ToView(AttemptRow a, string? connectedUserId) => new(a.At, a.Class, a.Code, a.Message, a.Arguments, Category(a.Class))
    {
        Sent = WrittenView.Of(a, connectedUserId),
        Fields = a.Fields?.Split(',') ?? [],
    };

    private static string? HeldUpBy(Connection? connection) => connection switch
    {
        null => "NoConnection",
        { State: ConnectionState.Active } => null,
        { State: ConnectionState.LimitReached, LimitSince: null } => "BudgetReached",
        _ => connection.State.ToString(),
    };

    private static OperationTime ToTime(OperationRow row)
    {
        if (row.Payload is not { } payload)
        {
            return new OperationTime(row.ArrivedAt, null, null);
        }

        if (ErasedOperation.IsAllThatIsLeft(payload))
        {
            var left = OperationReader.ReadStored(payload).Operation;
            return new OperationTime(row.ArrivedAt, left is null ? null : OperationTypes.CodeOf(left.Type), left?.OccurredAt);
        }

        try
        {
            using var json = JsonDocument.Parse(payload);
            var type = json.RootElement.TryGetProperty("type", out var t) ? t.GetString() : null;
            var occurred = json.RootElement.TryGetProperty("occurred_at", out var o) && o.TryGetDateTimeOffset(out var at)
                ? at.ToUniversalTime()
                : (DateTimeOffset?)null;
            return new OperationTime(row.ArrivedAt, type, occurred);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A row that can't be read still says when it came.
            return new OperationTime(row.ArrivedAt, null, null);
        }
    }

    // Only for the words beside the code: what an attempt means is decided by its class.
    private static LogCategory Category(FailureClass failure) => failure switch
    {
        FailureClass.TransientCall or FailureClass.TransientRecord or FailureClass.Split => LogCategory.Transient,
        FailureClass.Limit => LogCategory.Limit,
        FailureClass.AuthorizationGone or FailureClass.Blocked => LogCategory.Authorization,
        FailureClass.Configuration => LogCategory.Permission,
        FailureClass.Data => LogCategory.Validation,
        _ => LogCategory.Other,
    };
}
