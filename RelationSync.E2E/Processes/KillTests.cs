using RelationSync.Benchmarks.Programs;
using RelationSync.E2E.Infrastructure;
using Xunit.Abstractions;

namespace RelationSync.E2E.Processes;

/// <summary>R-D1: SIGKILL while callers post and drains write, and still every acknowledged action ends as exactly one Event.</summary>
[Collection(ProcessRuns.Name)]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Times = 10;

    [Fact]
    public async Task PortalKilledUnderLoad_LosesAndDoublesNothing()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(8));

        var counts = await Kills.KillAsync(Times, tillCertain: false, patience.Token);

        foreach (var count in counts)
        {
            output.WriteLine(count.ToString());
            Assert.Equal((Times / 2, 0, 0, 0), (count.Kills, count.Lost, count.Doubled, count.Astray));
            Assert.True(count.Holds, $"{count}");
            if (count.Inbox.SeesAll)
            {
                Assert.InRange(count.Events, count.Actions - count.Cancelled - count.InDoubt, count.Actions - count.Cancelled);
            }
        }
    }
}
