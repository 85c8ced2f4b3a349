using System.Text.Json.Nodes;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Processes;

/// <summary>R-A4: a process killed between the answer that rotates the refresh token and its commit. Nobody can have that token back.</summary>
[Collection(ProcessRuns.Name)]
public sealed class RotationTests
{
    [Fact]
    public async Task KilledBeforeTheRotatedTokenWasStored_ActionsWait_AndReconnectingKeepsThem()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var inbox = await OneInbox.StartAsync(new JsonObject { ["rotation"] = true }, patience.Token);
        await inbox.Simulator.AddFaultAsync(
            OneInbox.Key,
            new JsonObject { ["match"] = new JsonObject { ["path"] = "/oauth2/token" }, ["kind"] = "hang", ["commit"] = "at_once", ["delay_ms"] = 60_000, ["times"] = 1 },
            patience.Token);
        Assert.Equal(202, await inbox.PostAsync([1, 2, 3], patience.Token));
        await Until.TrueAsync(async () => (await inbox.Simulator.HitsAsync(OneInbox.Key, patience.Token))[0] == 1, () => "No token was asked for.", patience.Token);

        await inbox.Portal.KillAsync();
        await inbox.Portal.StartAsync(patience.Token);

        await Until.TrueAsync(async () => await StateAsync() == "authorization_expired", () => $"Not seen to be gone.\n{inbox.Portal.LastWords}", patience.Token);
        await inbox.UntilAllAreAsync("pending", patience.Token);
        var entry = Assert.Single(await inbox.Portal.ListAsync("errors", patience.Token));
        Assert.Equal("authorization", entry.GetProperty("category").GetString());
        Assert.Empty(await inbox.Simulator.EventsAsync(OneInbox.Key, patience.Token));

        inbox.Portal.Connect(OneInbox.Key, await inbox.Simulator.ApproveAsync(inbox.Org, OneInbox.ClientId, patience.Token));
        await inbox.Portal.TerminateAsync(patience.Token);
        await inbox.Portal.StartAsync(patience.Token);

        await inbox.UntilAllAreAsync("synced", patience.Token);
        await inbox.AssertOneEventEachAsync(3, patience.Token);
        Assert.Equal("active", await StateAsync());

        async Task<string> StateAsync() => (await inbox.Portal.StatesAsync(patience.Token))[OneInbox.Key];
    }
}
