using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Intake;

public sealed class SourceOwnerTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    [Trait("Rule", "R-P1")]
    public async Task Accept_FamilyOfTheOther_IsIgnoredAndMayComeAgain()
    {
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Api, SyncHarness.T0.AddHours(-1));

        var pushed = Assert.Single(await _sync.HandInAsync(OperationSource.Push, Sent("m1")));
        Assert.Equal(IntakeStatus.Ignored, pushed.Status);
        Assert.Contains("source: this inbox takes messages from the Re:lation API since", pushed.Reason, StringComparison.Ordinal);
        Assert.Empty(await _sync.ActionsAsync());
        Assert.Equal(IntakeStatus.Accepted, Assert.Single(await _sync.HandInAsync(OperationSource.RelationApi, Sent("m1"))).Status);
        await _sync.PassHoldsAndDrainAsync();
        Assert.Single(_sync.Org.Events);
    }

    [StoreFact]
    [Trait("Rule", "R-P1")]
    public async Task Accept_BothTellOfOneMessage_IsOneEvent()
    {
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Both, SyncHarness.T0.AddHours(-1));

        await _sync.HandInAsync(OperationSource.RelationApi, Sent("re-7", relation: 7));
        await _sync.HandInAsync(OperationSource.Push, Sent("ours", relation: 7));

        Assert.Equal("re-7", (await _sync.ActionAsync()).ActivityId);
        await _sync.PassHoldsAndDrainAsync();
        Assert.Single(_sync.Org.Events);
    }

    [StoreFact]
    [Trait("Rule", "R-P1")]
    public async Task Accept_LikeMessagesOfBothAtTheHandover_AreOne()
    {
        await _sync.HandInAsync(OperationSource.Push, Sent("ours"));
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Api, SyncHarness.T0.AddSeconds(1));
        _sync.Clock.Advance(TimeSpan.FromSeconds(2));

        var read = await _sync.HandInAsync(OperationSource.RelationApi, Sent("re-1"), Sent("re-2", subject: "別件"), Sent("re-3", subject: "別件"));

        Assert.Equal([IntakeStatus.Ignored, IntakeStatus.Accepted, IntakeStatus.Accepted], read.Select(r => r.Status));
        Assert.StartsWith("R-P1: handover", read[0].Reason, StringComparison.Ordinal);
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(3, _sync.Org.Events.Count);
    }

    [StoreFact]
    [Trait("Rule", "R-P1")]
    public async Task Accept_LikeMessagesFarFromTheHandover_AreTwo()
    {
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Both, SyncHarness.T0.AddMinutes(-6));

        await _sync.HandInAsync(OperationSource.Push, Sent("ours", relation: 1));
        await _sync.HandInAsync(OperationSource.RelationApi, Sent("re-2", relation: 2));

        Assert.Equal(2, (await _sync.ActionsAsync()).Count);
    }

    [StoreFact]
    [Trait("Rule", "R-P1")]
    public async Task Accept_BothWithoutRelationMessageId_IsRejectedAndCountedSo()
    {
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Both, SyncHarness.T0.AddHours(-1));

        var result = Assert.Single(await _sync.HandInAsync(OperationSource.Push, Sent("m1")));

        Assert.Equal((IntakeStatus.Rejected, "/relation_message_id"), (result.Status, result.Fault!.Pointer));
        var minute = await _sync.Store.ReadAsync((db, token) => db.IntakeMinutes.SingleAsync(token), default);
        Assert.Equal((0, 1, 0), (minute.Received, minute.Rejected, minute.ActionsMade));
        var row = await _sync.Store.ReadAsync((db, token) => db.IntakeRefusals.SingleAsync(token), default);
        Assert.Equal((RejectionReason.Rejected, "/relation_message_id", 1L, "message.sent"), (row.Reason, row.Pointer, row.Count, row.OperationType));
    }

    /// <summary>A ticket was read after it was moved; a caller tells of its message where it was sent.</summary>
    [StoreTheory]
    [InlineData(false, IntakeStatus.Ignored)]
    [InlineData(true, IntakeStatus.Accepted)]
    [Trait("Rule", "R-P1")]
    public async Task Accept_MessageThatAnotherInboxOfTheTenantHas_IsIgnoredWherePushed(bool idsPerBox, IntakeStatus status)
    {
        var first = _sync.InboxId;
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Both, SyncHarness.T0.AddHours(-1));
        _sync.GoToNewInbox();
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Both, SyncHarness.T0.AddHours(-1));
        await _sync.Store.WriteAsync(
            (db, _) =>
            {
                db.RelationTenants.Add(new RelationTenant { Subdomain = "acme", TokenProtected = "-", HasIdsPerBox = idsPerBox });
                db.RelationBoxes.Add(new RelationBox { InboxId = first, Subdomain = "acme", BoxId = 1, DefaultOperator = "desk@example.com" });
                db.RelationBoxes.Add(new RelationBox { InboxId = _sync.InboxId, Subdomain = "acme", BoxId = 2, DefaultOperator = "desk@example.com" });
                return Task.CompletedTask;
            },
            default);
        await _sync.HandInAsync(OperationSource.RelationApi, Sent("re-7", relation: 7));

        var pushed = Assert.Single(await _sync.Intake.AcceptAsync(first, [_sync.Incoming(Sent("ours", relation: 7))], default));

        Assert.Equal(status, pushed.Status);
        Assert.Equal(idsPerBox ? null : new IgnoredBy(IgnoredReason.Moved, "R-P1: another inbox has this message: its ticket was moved"), pushed.IgnoredBy);
        Assert.Equal(idsPerBox ? 2 : 1, (await _sync.ActionsAsync()).Count);
        Assert.Equal(IntakeStatus.Accepted, Assert.Single(await _sync.Intake.AcceptAsync(first, [_sync.Incoming(Sent("ours2", relation: 8))], default)).Status);
    }

    [StoreFact]
    [Trait("Rule", "R-P2")]
    public async Task Write_OperationsAndOtherRows_AreCommittedTogetherOrNotAtAll()
    {
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Api, SyncHarness.T0.AddHours(-1));

        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync("m1", fails: true));
        Assert.Empty(await _sync.ActionsAsync());
        Assert.False(await IsMarkedAsync());

        Assert.Equal(IntakeStatus.Accepted, Assert.Single(await WriteAsync("m1", fails: false)).Status);
        Assert.Single(await _sync.ActionsAsync());
        Assert.True(await IsMarkedAsync());
    }

    private Task<IReadOnlyList<IntakeResult>> WriteAsync(string activity, bool fails) => _sync.Intake.WriteAsync(
        async (write, token) =>
        {
            var results = await write.TakeAsync(_sync.InboxId, [_sync.Incoming(Sent(activity)) with { Source = OperationSource.RelationApi }], token);
            write.Db.Settings.Add(new Setting { Key = "read", Value = activity });
            return fails ? throw new InvalidOperationException("no such ticket") : results;
        },
        default);

    private Task<bool> IsMarkedAsync() => _sync.Store.ReadAsync((db, token) => db.Settings.AnyAsync(s => s.Key == "read", token), default);

    private string Sent(string activity, string subject = "件", int? relation = null) => $$"""
        {"id":"{{activity}}-sent-0","type":"message.sent","channel":"mail","activity_id":"{{activity}}","occurred_at":"{{_sync.Now}}",
         "relation_message_id":{{relation?.ToString(CultureInfo.InvariantCulture) ?? "null"}},
         "operator":{"email":"sato@example.com"},"data":{"subject":"{{subject}}","body":"本文","to":["a@customer.example"]} }
        """;
}
