using System.Text.Json.Nodes;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Processes;

/// <summary>SIGTERM while Salesforce keeps a write waiting, and browsers are open.</summary>
[Collection(ProcessRuns.Name)]
public sealed class StopHangTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PortalStoppedWhileAWriteHangs_EndsInTime_AndOneEventStands(bool marker)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var inbox = await OneInbox.StartAsync(new JsonObject { ["marker_field"] = marker }, patience.Token);
        await inbox.Simulator.AddFaultAsync(
            OneInbox.Key,
            new JsonObject { ["match"] = new JsonObject { ["body_contains"] = "件1" }, ["kind"] = "hang", ["commit"] = "at_once", ["delay_ms"] = 90_000, ["times"] = 1 },
            patience.Token);
        Assert.Equal(202, await inbox.PostAsync([1], patience.Token));
        await Until.TrueAsync(async () => (await inbox.Simulator.HitsAsync(OneInbox.Key, patience.Token))[0] == 1, () => "Nothing was written.", patience.Token);
        using var browser = await inbox.Portal.OpenCircuitAsync(patience.Token);

        var (took, exitCode) = await inbox.Portal.TerminateAsync(patience.Token);

        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, Longest);
        await inbox.Portal.StartAsync(patience.Token);
        await inbox.UntilAllAreAsync("synced", patience.Token);
        await inbox.AssertOneEventEachAsync(1, patience.Token);
    }
}
