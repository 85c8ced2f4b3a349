using RelationSync.Benchmarks.Programs;
using Xunit.Abstractions;

namespace RelationSync.E2E.Processes;

/// <summary>R-D1: SIGKILL in the middle of drains, and still every action ends as exactly one Event.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PortalKilledTenTimes_LosesAndDoublesNothing(bool marker)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(8));

        var count = await Kills.KillAsync(marker, kills: 10, wave: 1000, patience.Token);
        output.WriteLine(count.ToString());

        Assert.Equal((10, 0, 0), (count.Kills, count.Lost, count.Doubled));
        Assert.Equal(count.Actions, count.Events);
    }
}
