using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Processes;

/// <summary>SIGTERM, as every deployment sends it.</summary>
[Collection(ProcessRuns.Name)]
public sealed class StopTests
{
    private const int Actions = 4000;

    [Fact]
    public async Task PortalStoppedUnderLoad_EndsInTime_AndLosesAndDoublesNothing()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var simulator = await SimulatorProcess.StartAsync(patience.Token);
        await using var inbox = await BusyInbox.ConnectAsync(simulator, patience.Token);
        await using var first = await inbox.StartPortalAsync(patience.Token);
        await inbox.PostAsync(0, Actions / 2, patience.Token);
        await Until.TrueAsync(async () => await EventsAsync() > 0, () => $"No Event was made:\n{first.LastWords}", patience.Token);

        var posting = inbox.PostAsync(Actions / 2, Actions / 2, patience.Token);
        var took = await first.TerminateAsync(patience.Token);

        Assert.Equal(0, first.ExitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.InRange(await EventsAsync(), 1, Actions - 1);

        await using var second = await inbox.StartPortalAsync(patience.Token);
        await posting;
        await Until.TrueAsync(async () => await EventsAsync() >= Actions && await inbox.IsDoneAsync(patience.Token), () => $"Not all became Events:\n{second.LastWords}", patience.Token);
        var subjects = await simulator.SubjectsAsync(BusyInbox.Org, patience.Token);
        Assert.Equal(Actions, subjects.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Actions, subjects.Count);

        async Task<int> EventsAsync() => (await simulator.SubjectsAsync(BusyInbox.Org, patience.Token)).Count;
    }
}
