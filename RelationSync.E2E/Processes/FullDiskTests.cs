using System.Net;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Processes;

/// <summary>The store's disk fills up to the last byte: nothing is taken, nothing is lost or doubled, and all recovers by itself.</summary>
[Collection(ProcessRuns.Name)]
public sealed class FullDiskTests
{
    private const int Mebibytes = 24;

    [TmpfsFact]
    public async Task DiskFull_IntakeTakesNothingAndSaysSo_AndGoesOnByItselfWhenThereIsRoom()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var disk = Tmpfs.Mount(Mebibytes);
        await using var inbox = await OneInbox.StartAsync([], patience.Token, disk.Path);
        Assert.Equal(202, await inbox.PostAsync([1], patience.Token));
        await inbox.UntilAllAreAsync("synced", patience.Token);

        disk.Fill();
        var from = 2;
        var status = await inbox.PostAsync(Enumerable.Range(from, 200), patience.Token);
        while (status == 202)
        {
            from += 200; // what the write-ahead log still had room for is taken, and counts
            disk.Fill();
            status = await inbox.PostAsync(Enumerable.Range(from, 200), patience.Token);
        }

        Assert.Equal(503, status);
        using (var page = await inbox.Portal.GetAsync("/health/ready", patience.Token))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        }

        disk.Free();
        Assert.Equal(202, await inbox.PostAsync(Enumerable.Range(from, 200), patience.Token));
        await inbox.UntilAllAreAsync("synced", patience.Token);
        await inbox.AssertOneEventEachAsync(from + 199, patience.Token);
        using var again = await inbox.Portal.GetAsync("/health/ready", patience.Token);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [TmpfsFact]
    public Task DiskFullWhileWriting_WithMarker_DoublesNothing() => FillWhileWritingAsync(marker: true);

    [TmpfsFact]
    public Task DiskFullWhileWriting_WithoutMarker_DoublesNothing() => FillWhileWritingAsync(marker: false);

    /// <summary>What Salesforce has written, and could not be stored, is found again; what was not sent is sent once there is room.</summary>
    private static async Task FillWhileWritingAsync(bool marker)
    {
        const int Actions = 300;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var disk = Tmpfs.Mount(Mebibytes);
        await using var inbox = await OneInbox.StartAsync(
            new JsonObject { ["marker_field"] = marker, ["latency"] = new JsonObject { ["per_call_ms"] = 3000 } }, patience.Token, disk.Path);
        Assert.Equal(202, await inbox.PostAsync([0], patience.Token)); // from here on owner and customer are known
        await inbox.UntilAllAreAsync("synced", patience.Token);
        Assert.Equal(202, await inbox.PostAsync(Enumerable.Range(1, Actions - 1), patience.Token));
        await Until.TrueAsync(
            async () => (await inbox.ActionsAsync(patience.Token)).Exists(a => a.GetProperty("status").GetString() == "syncing"), () => "No drain began.", patience.Token);

        disk.Fill();
        // A call under way is written and can't be stored; one that isn't yet may not be sent at all.
        await Task.Delay(TimeSpan.FromSeconds(10), patience.Token);
        disk.Free();

        await inbox.UntilAllAreAsync("synced", patience.Token);
        await inbox.AssertOneEventEachAsync(Actions, patience.Token);
    }
}
