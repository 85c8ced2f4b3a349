using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Intake;

[Trait("Rule", "R-T14")]
public sealed class ApprovedRangeTests : IDisposable
{
    private static readonly DateTimeOffset Connected = SyncHarness.T0.AddDays(-1);

    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Accept_BeforeTheConnection_OnlyInAnApprovedRange_AndSaysSo()
    {
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Api, SyncHarness.T0);
        await _sync.Store.WriteAsync(
            (db, _) => Task.FromResult(db.Add(new BackfillRange
            {
                InboxId = _sync.InboxId,
                From = Connected.AddDays(-7),
                Until = Connected,
                ApprovedBy = "ops@example.com",
                ApprovedAt = SyncHarness.T0,
            })),
            default);

        var results = await _sync.HandInAsync(OperationSource.Backfill, Sent("in", Connected.AddDays(-7)), Sent("before", Connected.AddDays(-7).AddSeconds(-1)), Sent("after", Connected));
        var live = await _sync.HandInAsync(OperationSource.RelationApi, Sent("live", Connected.AddDays(-1)));

        Assert.Equal([IntakeStatus.Accepted, IntakeStatus.Ignored, IntakeStatus.Ignored], results.Select(r => r.Status));
        Assert.StartsWith("R-T14", results[1].Reason, StringComparison.Ordinal);
        Assert.StartsWith("R-T13", Assert.Single(live).Reason, StringComparison.Ordinal);
        Assert.Equal(OperationSource.Backfill, (await _sync.ActionAsync()).Source);
        await _sync.PassHoldsAndDrainAsync();
        Assert.Single(_sync.Org.Events);
    }

    [Theory]
    [InlineData(-180, 0, true)]
    [InlineData(-181, 0, false)]
    [InlineData(-1, 0.1, false)]
    [InlineData(-1, -1, false)]
    public void Range_MayBeChosen_UpTo180DaysBeforeTheConnection(double from, double until, bool allowed) =>
        Assert.Equal(allowed, BackfillRange.IsAllowed(Connected.AddDays(from), Connected.AddDays(until), Connected));

    private static string Sent(string activity, DateTimeOffset at) => $$"""
        {"id":"{{activity}}-sent","type":"message.sent","channel":"mail","activity_id":"{{activity}}","occurred_at":"{{at:yyyy-MM-dd'T'HH:mm:ss'Z'}}",
         "operator":{"email":"sato@example.com"},"data":{"body":"本文","to":[]} }
        """;
}
