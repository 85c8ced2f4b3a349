using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>An approved range before the connection is read beside what is new, once, over a restart.</summary>
[Trait("Rule", "R-T14")]
public sealed class BackfillTests : IDisposable
{
    private readonly RelationHarness _relation = new();

    [StoreFact]
    public async Task Range_IsReadDayByDay_AndNothingOutsideOfIt()
    {
        var start = _relation.Now;
        var old = _relation.Do("send", new TenantAct { By = "sato", Title = "範囲の前", At = start.AddDays(-9) });
        _relation.Do("send", new TenantAct { By = "sato", Title = "一日目", At = start.AddDays(-4) });
        _relation.Do("memo", new TenantAct { By = "sato", Title = "メモ", At = start.AddDays(-2) });
        await _relation.ConnectAsync();
        await _relation.PassAsync(TimeSpan.FromMinutes(2));
        _relation.Do("send", new TenantAct { By = "sato", Title = "新しい", Ticket = old.TicketId });
        await _relation.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(["新しい"], (await _relation.ActionsAsync()).Select(a => a.Subject));

        await ApproveAsync(start.AddDays(-5));
        await _relation.PassAsync(TimeSpan.FromSeconds(20));
        _relation.Restart();
        await _relation.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(["メモ", "一日目", "新しい"], (await _relation.ActionsAsync()).Select(a => a.Subject).Order(StringComparer.Ordinal));
        Assert.NotNull((await BackfillAsync()).FinishedAt);
    }

    [StoreFact]
    public async Task Paused_ReadsNothing_AndGoesOnAfterwards()
    {
        var start = _relation.Now;
        _relation.Do("send", new TenantAct { By = "sato", Title = "一日目", At = start.AddDays(-4) });
        await _relation.ConnectAsync();
        await _relation.PassAsync(TimeSpan.FromMinutes(2));
        await ApproveAsync(start.AddDays(-5), isPaused: true);
        await _relation.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(await _relation.ActionsAsync());

        await _relation.Outbox.Store.WriteAsync(async (db, token) => (await db.RelationBackfills.SingleAsync(token)).IsPaused = false, CancellationToken.None);
        await _relation.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Single(await _relation.ActionsAsync());
    }

    public void Dispose() => _relation.Dispose();

    private Task<RelationBackfill> BackfillAsync() => _relation.Outbox.Store.ReadAsync((db, token) => db.RelationBackfills.SingleAsync(token), CancellationToken.None);

    private Task ApproveAsync(DateTimeOffset from, bool isPaused = false) => _relation.Outbox.Store.WriteAsync(
        async (db, token) =>
        {
            var until = (await db.Inboxes.SingleAsync(i => i.Id == _relation.Outbox.InboxId, token)).SyncFrom!.Value;
            db.RelationBackfills.Add(new RelationBackfill { InboxId = _relation.Outbox.InboxId, From = from, NextDay = from, Until = until, StartedAt = _relation.Now, IsPaused = isPaused });
            db.BackfillRanges.Add(new BackfillRange { InboxId = _relation.Outbox.InboxId, From = from, Until = until, ApprovedBy = "admin@example.com", ApprovedAt = _relation.Now });
        },
        CancellationToken.None);
}
