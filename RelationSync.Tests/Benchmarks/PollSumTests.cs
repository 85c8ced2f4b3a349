using System.Text.Json;
using RelationSync.Benchmarks.Polling;

namespace RelationSync.Tests.Benchmarks;

/// <summary>Figures of <c>poll</c> add up over runs.</summary>
public sealed class PollSumTests
{
    [Fact]
    public void Seeds_OfSeveralRuns_AddUp()
    {
        PollSum first = new();
        first.Add(Result(missed: 1, requests: 7, 10, 30));
        first.Next = 2;

        var second = JsonSerializer.Deserialize<PollSum>(JsonSerializer.Serialize(first))!;
        second.Add(Result(missed: 0, requests: 5, 20, 299));

        Assert.Equal((2L, 2, 4L, 1, 1, 12L, 7), (second.Next, second.Count, second.Events, second.Missed, second.Wrong, second.Requests, second.MostInAMinute));
        Assert.Equal(["lost"], second.Problems);
        Assert.Equal((30, 299, 299), (second.Within(0.5), second.Within(0.99), second.Within(1)));
    }

    [Fact]
    public void Within_NothingMeasured_IsUnknown() => Assert.Null(new PollSum().Within(0.5));

    [Fact]
    public void Problems_KeepsTheFirst()
    {
        PollSum sum = new();
        for (var i = 0; i < 100; i++)
        {
            sum.Add(Result(missed: 1, requests: 1));
        }

        Assert.Equal((100, 30), (sum.Wrong, sum.Problems.Count));
    }

    private static PollResult Result(int missed, int requests, params int[] seconds) =>
        new(2, 2, missed, 0, requests, requests, 0, [.. seconds.Select(s => TimeSpan.FromSeconds(s))], missed > 0 ? ["lost"] : []);
}
