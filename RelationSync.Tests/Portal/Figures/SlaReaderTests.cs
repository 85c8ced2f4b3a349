using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Figures;

[Trait("Rule", "R-T12")]
public sealed class SlaReaderTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Read_WhatCameLate_IsLateOnlyWhereWeReadIt()
    {
        await _sync.HandInAsync(OperationSource.Push, Sent("pushed", minutesAgo: 10));
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Api, SyncHarness.T0.AddDays(-2));
        await _sync.HandInAsync(OperationSource.RelationApi, Sent("read", minutesAgo: 10), Sent("soon", minutesAgo: 1));
        await _sync.PassHoldsAndDrainAsync();

        var sla = await ReadAsync();

        Assert.Equal((3, 2, 1, 1), (sla.Synced, sla.OnTime, sla.Late, sla.LateArrivals));
    }

    [StoreFact]
    public async Task Read_FailedIsMissed_CancelledAndABackfillDontCount()
    {
        _sync.Org.Refusal = r => r.Subject.Contains("refused", StringComparison.Ordinal) ? new SalesforceFailure(FailureClass.Data, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "no", []) : null;
        await _sync.SendMailAsync("refused", subject: "refused");
        await _sync.SendMailAsync("cancelled");
        await _sync.CancelSendAsync("cancelled");
        await _sync.SendMailAsync("good");
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Api, SyncHarness.T0.AddHours(1));
        await _sync.Store.WriteAsync(
            (db, _) => Task.FromResult(db.Add(new BackfillRange
            {
                InboxId = _sync.InboxId,
                From = SyncHarness.T0.AddDays(-30),
                Until = SyncHarness.T0,
                ApprovedBy = "ops@example.com",
                ApprovedAt = SyncHarness.T0,
            })),
            default);
        await _sync.HandInAsync(OperationSource.Backfill, Sent("old", minutesAgo: 60 * 24 * 9));
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(
            [ActionStatus.Failed, ActionStatus.Cancelled, ActionStatus.Synced, ActionStatus.Synced], (await _sync.ActionsAsync()).Select(a => a.Status));

        var sla = await ReadAsync();

        Assert.Equal((1, 1, 1, 2, .5), (sla.Synced, sla.Failed, sla.Late, sla.Measured, sla.Share));
    }

    private async Task<SlaView> ReadAsync() => (await new GetDashboard(_sync.Store, _sync.Wall, new SyncSettings()).RunAsync(default)).Sla;

    private string Sent(string activity, int minutesAgo) => $$"""
        {"id":"{{activity}}-sent","type":"message.sent","channel":"mail","activity_id":"{{activity}}","occurred_at":"{{_sync.Wall.GetUtcNow().AddMinutes(-minutesAgo):yyyy-MM-dd'T'HH:mm:ss'Z'}}",
         "operator":{"email":"sato@example.com"},"data":{"subject":"{{activity}}","body":"本文","to":[]} }
        """;
}
