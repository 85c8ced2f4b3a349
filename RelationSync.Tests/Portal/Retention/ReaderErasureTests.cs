using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Retention;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Tests.Portal.RelationApi;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Retention;

/// <summary>What the reader of Re:lation's API remembers goes when it is over for long, and is not missed.</summary>
public sealed class ReaderErasureTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Old = Now - RelationMessage.Kept - TimeSpan.FromDays(1);

    [StoreFact]
    public async Task Run_DeletesWhatIsOverForLong_AndNothingElse()
    {
        using StoreFile file = new();
        await file.Store.WriteAsync(
            (db, _) =>
            {
                db.RelationMessages.AddRange(Message(1, Old, Old), Message(2, Now, Old), Message(3, Old, Now), Message(4, Now, Now));
                db.RelationTickets.AddRange(
                    new RelationTicket { Subdomain = "acme", BoxId = 1, TicketId = 1, ReadAt = Old, LastUpdatedAt = Old },
                    new RelationTicket { Subdomain = "acme", BoxId = 1, TicketId = 2, ReadAt = Old, DirtySince = Now },
                    new RelationTicket { Subdomain = "acme", BoxId = 1, TicketId = 3, ReadAt = Old, LookAgainAt = Now },
                    new RelationTicket { Subdomain = "acme", BoxId = 1, TicketId = 4, GoneAt = Old },
                    new RelationTicket { Subdomain = "acme", BoxId = 1, TicketId = 5, ReadAt = Now });
                return Task.CompletedTask;
            },
            CancellationToken.None);

        Assert.Equal(1, await EraseAsync(file.Store, Now, most: 1));
        while (await EraseAsync(file.Store, Now, most: 1) > 0)
        {
        }

        Assert.Equal([2, 3, 4], await file.Store.ReadAsync((db, token) => db.RelationMessages.Select(m => m.MessageId).Order().ToListAsync(token), CancellationToken.None));
        Assert.Equal([2, 3, 5], await file.Store.ReadAsync((db, token) => db.RelationTickets.Select(t => t.TicketId).Order().ToListAsync(token), CancellationToken.None));
    }

    /// <summary>A customer answers after half a year: what was sent then is neither new nor found late.</summary>
    [StoreFact]
    [Trait("Rule", "R-P1")]
    public async Task ForgottenMessage_WhoseTicketComesBack_IsNothingNew()
    {
        using RelationHarness relation = new();
        await relation.ConnectAsync();
        await relation.PassAsync(TimeSpan.FromSeconds(5));
        var mail = relation.Do("send");
        await relation.PassAsync(TimeSpan.FromMinutes(3));
        relation.Outbox.Clock.Advance(RelationMessage.Kept + TimeSpan.FromDays(2));
        await EraseAsync(relation.Outbox.Store, relation.Now, most: 100);
        Assert.Empty(await relation.MessagesAsync());

        relation.Do("send", new TenantAct { By = "sato", Title = "お久しぶりです", Ticket = mail.TicketId });
        await relation.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(2, (await relation.ActionsAsync()).Count);
        Assert.DoesNotContain(await relation.MessagesAsync(), m => m.Stage == MessageStage.FoundLate);
    }

    private static Task<int> EraseAsync(Store store, DateTimeOffset now, int most) =>
        store.WriteAsync((db, token) => ReaderErasure.RunAsync(db, now, most, token), CancellationToken.None);

    private static RelationMessage Message(long id, DateTimeOffset updatedAt, DateTimeOffset seenAt) => new()
    {
        Subdomain = "acme",
        BoxId = 1,
        TicketId = 1,
        MessageId = id,
        Method = "mail",
        Action = "sent",
        Fingerprint = "-",
        UpdatedAt = updatedAt,
        SeenAt = seenAt,
    };
}
