using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Intake;

public sealed class RefusalCountsTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task EndlessKinds_AreOneRowFromTheFiftyFirstOn()
    {
        await RejectAsync([.. Enumerable.Range(0, 1000).Select(i => $"has {i}")]);
        await RejectAsync([.. Enumerable.Range(500, 1000).Select(i => $"has {i}")]);

        var rows = await RowsAsync();
        Assert.Equal((RefusalCounts.MostKinds + 1, 2000L), (rows.Count, rows.Sum(r => r.Count)));
        Assert.Equal(1950, rows.Single(r => r.Message.Length == 0).Count);
    }

    [StoreFact]
    public async Task SameKind_KeepsTheFirstMomentAndTheLatestExample()
    {
        await RejectAsync(["is required"], webhook: "msg_1");
        _sync.Clock.Advance(TimeSpan.FromMinutes(3));
        await RejectAsync(["is required", "is required"], webhook: "msg_2");

        var row = Assert.Single(await RowsAsync());
        Assert.Equal((3L, TimeSpan.FromMinutes(3), "msg_2"), (row.Count, row.LastAt - row.FirstAt, row.WebhookId));
    }

    [StoreFact]
    public async Task AnotherQuarterOfAnHour_IsAnotherRow()
    {
        await RejectAsync(["is required"]);
        _sync.Clock.Advance(TimeSpan.FromMinutes(15));
        await RejectAsync(["is required"]);

        Assert.Equal([SyncHarness.T0, SyncHarness.T0.AddMinutes(15)], (await RowsAsync()).Select(r => r.Quarter).Order());
    }

    private async Task RejectAsync(IReadOnlyList<string> errors, string? webhook = null) => await _sync.Intake.AcceptBesideRejectedAsync(
        _sync.InboxId,
        [],
        new RejectedOperations(
            new RejectedRequest(_sync.InboxId, RejectionReason.Rejected, "127.0.0.1", webhook),
            [.. errors.Select(e => new OperationReading(null, null, [new OperationFault("/id", e)]))]),
        CancellationToken.None);

    private Task<List<RejectedRequestRow>> RowsAsync() => _sync.Store.ReadAsync((db, token) => db.IntakeRefusals.ToListAsync(token), CancellationToken.None);
}
