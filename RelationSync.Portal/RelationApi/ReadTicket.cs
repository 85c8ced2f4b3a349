using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>
/// Reads one ticket and commits in one transaction what came of it: operations, what is remembered of its messages, and that
/// it was read.
/// </summary>
internal sealed partial class ReadTicket(
    Store store,
    TenantCalls calls,
    ReadChats readChats,
    FormerBox formerBox,
    ReadUsers readUsers,
    IOperationIntake intake,
    HoldOptions holds,
    TimeProvider clock,
    ILogger<ReadTicket> logger)
{
    private static readonly TimeSpan Soft = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SoftLook = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AfterPause = TimeSpan.FromSeconds(1);

    /// <summary>A search by time doesn't find a send that was taken back; what was just sent is read once more before its hold ends (R-T4).</summary>
    private static readonly TimeSpan BeforeHoldEnds = TimeSpan.FromSeconds(5);

    /// <summary>Null: read, gone, or to be tried again by itself; else what is wrong with the tenant or the box.</summary>
    public async Task<ApiAnswer?> RunAsync(TenantSession session, PolledBox box, DirtyTicket dirty, CancellationToken cancellationToken)
    {
        session.Read();
        var answer = await calls.CallAsync(session, ReadingCall.Ticket(box.BoxId, dirty.TicketId), cancellationToken);
        if (!answer.IsGood)
        {
            return await RefusedAsync(session, box, dirty, answer, cancellationToken);
        }

        if (ApiReader.Ticket(answer.Json) is not { } ticket || ticket.TicketId != dirty.TicketId)
        {
            return await RefusedAsync(session, box, dirty, answer with { Fault = ApiFault.Broken }, cancellationToken);
        }

        TenantCalls.Learn(session, answer.Json);
        var servedAt = answer.Date ?? session.Now;
        var (chats, pages, fault) = await readChats.RunAsync(session, box, ticket, cancellationToken);
        if (fault is not null)
        {
            return await RefusedAsync(session, box, dirty, fault, cancellationToken);
        }

        if (NamesSomebodyUnknown(session, ticket, chats) && !(session.Now - session.UsersReadAt < ReadUsers.MostOften)
            && await readUsers.RunAsync(session, cancellationToken) is { } refused)
        {
            return refused;
        }

        var inDoubt = await TakeAsync(null);
        if (inDoubt.Count > 0)
        {
            var (moved, unasked) = await formerBox.FindMovedAsync(session, inDoubt, cancellationToken);
            if (unasked is not null)
            {
                return await RefusedAsync(session, box, dirty, unasked, cancellationToken);
            }

            await TakeAsync(moved);
        }

        return null;

        Task<IReadOnlyList<RelationMessage>> TakeAsync(IReadOnlySet<long>? moved) =>
            intake.WriteAsync((write, token) => SaveAsync(write, session, box, dirty, ticket, chats, pages, moved, servedAt, token), cancellationToken);
    }

    private static bool NamesSomebodyUnknown(TenantSession session, ApiTicket ticket, Dictionary<long, ApiChat> chats) =>
        session.IsUnknown(ticket.Assignee)
        || ticket.Messages.Any(m => m.Comments.Any(c => c.Type == ApiCodes.RequestComment && session.IsUnknown(c.Commenter)))
        || chats.Values.Any(c => c.Utterances.Any(u => u.IsSent && u.SentBy is not null && session.IsUnknown(u.SentBy) && session.Users.ByName(u.SentBy) is null));

    /// <summary>Empty if it is saved, or no longer to be read; else the messages that the box they are known from has to be asked for.</summary>
    private async Task<IReadOnlyList<RelationMessage>> SaveAsync(
        IntakeWrite write,
        TenantSession session,
        PolledBox box,
        DirtyTicket dirty,
        ApiTicket ticket,
        Dictionary<long, ApiChat> chats,
        Dictionary<long, int> pages,
        IReadOnlySet<long>? moved,
        DateTimeOffset servedAt,
        CancellationToken cancellationToken)
    {
        var db = write.Db;
        var now = session.Now;
        if (await ScanBox.FindAsync(db, box, cancellationToken) is not { } boxRow
            || await db.RelationTenants.SingleOrDefaultAsync(t => t.Subdomain == session.Subdomain, cancellationToken) is not { } tenant
            || await FindAsync(db, box, dirty, cancellationToken) is not { } row)
        {
            return [];
        }

        session.SaveTo(tenant);
        TenantFaults.Heal(tenant);
        var rules = BoxRules.Read(boxRow.Rules);
        var context = new TicketContext(
            rules.ToMapping(),
            rules.ToLadder(session.Users, boxRow.DefaultOperator),
            servedAt,
            CountsFrom(boxRow, box, now),
            row.ExpectedFrom,
            row.Assignee,
            row.ReadAt);
        var (rows, inDoubt) = await MessageRows.ReadAsync(db, tenant, box, ticket, moved, cancellationToken);
        if (inDoubt.Count > 0)
        {
            return inDoubt;
        }

        var known = rows.ToDictionary(r => r.Key, r => MessageRows.ToState(r.Value));
        if (box.Backfill is { } range)
        {
            await TakeAsync(write, box, OperationSource.Backfill, BackfillMapping.Map(ticket, known, chats, context, range), cancellationToken);
        }

        var reading = TicketMapper.Map(ticket, known, chats, context);
        await TakeAsync(write, box, OperationSource.RelationApi, reading.Operations, cancellationToken);
        foreach (var state in reading.States)
        {
            var paged = pages.TryGetValue(state.MessageId, out var page) ? state with { Chat = state.Chat with { FirstPage = page } } : state;
            MessageRows.Save(db, tenant, box, ticket.TicketId, paged, rows.GetValueOrDefault(state.MessageId), now);
        }

        foreach (var kept in ticket.Messages.Select(m => rows.GetValueOrDefault(m.MessageId)).OfType<RelationMessage>())
        {
            (kept.BoxId, kept.TicketId) = (box.BoxId, ticket.TicketId);
        }

        Settle(row, ticket, reading, dirty, servedAt, now, CancelLookAt(session, reading, now));
        return [];
    }

    /// <summary>What happened before is over, or forgotten.</summary>
    private static DateTimeOffset CountsFrom(RelationBox row, PolledBox box, DateTimeOffset now) =>
        Instants.Later(Instants.Later(row.StartedAt ?? box.SyncFrom, box.SyncFrom), now - RelationMessage.Kept);

    /// <summary>Null under load: then the reads are needed for what is new.</summary>
    private DateTimeOffset? CancelLookAt(TenantSession session, TicketReading reading, DateTimeOffset now)
    {
        var sent = reading.Operations.Where(o => o.Type == OperationType.MessageSent && o.OccurredAt + holds.SendCancelGrace + holds.ReorderGrace > now).ToList();
        if (sent.Count == 0 || !session.HasReadsToSpare)
        {
            return null;
        }

        var (byArrival, bySend) = (now + holds.ReorderGrace, sent.Max(o => o.OccurredAt) + holds.SendCancelGrace);
        return (byArrival > bySend ? byArrival : bySend) - BeforeHoldEnds;
    }

    private static void Settle(
        RelationTicket row, ApiTicket ticket, TicketReading reading, DirtyTicket dirty, DateTimeOffset servedAt, DateTimeOffset now, DateTimeOffset? cancelLookAt)
    {
        // A change, and what is read once more because of it, begins the looks anew.
        var isLook = row.LastUpdatedAt == ticket.LastUpdatedAt && !row.IsSoft;
        row.Looks = !reading.LooksAgain && !reading.Holds ? 0 : isLook ? row.Looks + 1 : 1;
        row.LastUpdatedAt = ticket.LastUpdatedAt;
        row.IsSoft = servedAt - ticket.LastUpdatedAt <= Soft;
        row.DirtySince = row.DirtySince == dirty.DirtySince ? null : row.DirtySince;
        (row.Attempts, row.FailingSince, row.NotBefore, row.GoneAt) = (0, null, null, null);
        (row.Assignee, row.ReadAt) = (ticket.Assignee, servedAt);
        DateTimeOffset?[] looks =
        [
            reading.ChatEndsAt + AfterPause,
            row.IsSoft ? now + SoftLook : null,
            cancelLookAt,
            now + (reading.LooksAgain ? RetryDelays.OfLook(row.Looks - 1) : reading.Holds ? RetryDelays.OfHeldLook(row.Looks - 1) : null),
        ];
        row.LookAgainAt = looks.Min();
    }

    private async Task TakeAsync(IntakeWrite write, PolledBox box, OperationSource source, IReadOnlyList<MappedOperation> mapped, CancellationToken cancellationToken)
    {
        if (mapped.Count == 0)
        {
            return;
        }

        using OperationRows rows = new(write.Db);
        MovedMessages moved = new(write.Db, rows);
        var operations = Read(box, source, mapped).ToLookup(o => moved.OwnerOf(box.InboxId, o.Operation));
        foreach (var inbox in operations)
        {
            await write.TakeAsync(inbox.Key, [.. inbox], cancellationToken);
        }
    }

    private List<IncomingOperation> Read(PolledBox box, OperationSource source, IReadOnlyList<MappedOperation> mapped)
    {
        var arrivedAt = clock.GetUtcNow();
        List<IncomingOperation> operations = [];
        foreach (var each in mapped)
        {
            using var json = JsonDocument.Parse(each.Json);
            var reading = OperationReader.Read(json.RootElement, arrivedAt);
            if (reading.Operation is { } operation)
            {
                operations.Add(new IncomingOperation(operation, each.Json, arrivedAt) { Source = source });
            }
            else
            {
                LogUnreadable(logger, box.InboxId, string.Join("; ", reading.Faults.Select(f => $"{f.Pointer} {f.Message}")));
            }
        }

        return operations;
    }

    /// <summary>What is wrong with the ticket alone is put off, so that it blocks no other.</summary>
    private async Task<ApiAnswer?> RefusedAsync(TenantSession session, PolledBox box, DirtyTicket dirty, ApiAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Fault is not (ApiFault.NotFound or ApiFault.Broken or ApiFault.BadRequest))
        {
            return answer;
        }

        var now = session.Now;
        await store.WriteAsync(
            async (db, token) =>
            {
                if (await FindAsync(db, box, dirty, token) is not { } row)
                {
                    return;
                }

                if (answer.Fault == ApiFault.NotFound)
                {
                    // Its Events stay: nothing that is gone is taken back.
                    (row.GoneAt, row.DirtySince, row.LookAgainAt, row.NotBefore, row.Attempts, row.FailingSince) = (now, null, null, null, 0, null);
                    return;
                }

                row.Attempts++;
                row.FailingSince ??= now;
                row.NotBefore = now + RetryDelays.OfTicket(row.Attempts);
            },
            WriteGuard.Rows,
            cancellationToken);
        return null;
    }

    private static Task<RelationTicket?> FindAsync(RelationSyncDb db, PolledBox box, DirtyTicket dirty, CancellationToken cancellationToken) => db.RelationTickets
        .SingleOrDefaultAsync(t => t.Subdomain == box.Box.Subdomain && t.BoxId == box.BoxId && t.TicketId == dirty.TicketId, cancellationToken);

    [LoggerMessage(LogLevel.Error, "What Re:lation's API shows of inbox {InboxId} made an operation that can't be read: {Faults}")]
    private static partial void LogUnreadable(ILogger logger, long inboxId, string faults);
}
