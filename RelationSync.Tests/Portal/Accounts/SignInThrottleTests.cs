using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.Accounts;

namespace RelationSync.Tests.Portal.Accounts;

public sealed class SignInThrottleTests
{
    private static readonly ThrottleKey Key = new(ThrottleKind.AccountAndNetwork, "a");

    private readonly FakeTimeProvider _clock = new();
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests() => _throttle = new SignInThrottle(_clock);

    [Fact]
    public void Begin_AfterTheFreeFailures_WaitsDouble()
    {
        List<double> waits = [];
        Fail(5);
        for (var i = 0; i < 12; i++)
        {
            Fail(1);
            var wait = _throttle.Begin([Key])!.Value;
            waits.Add(wait.TotalSeconds);
            _clock.Advance(wait);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900], waits);
    }

    [Fact]
    public void Begin_Refused_DoesNotCount()
    {
        Fail(6);
        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(_throttle.Begin([Key]));
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_throttle.Begin([Key]));
    }

    [Fact]
    public void Begin_ManyAtOnce_CountBeforeTheyFail()
    {
        var through = Enumerable.Range(0, 50).Count(_ => _throttle.Begin([Key]) is null);

        Assert.Equal(6, through);
    }

    [Fact]
    public void Begin_LongAfter_IsForgotten()
    {
        Fail(6);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.All(Enumerable.Range(0, 6), _ => Assert.Null(_throttle.Begin([Key])));
    }

    [Fact]
    public void Succeeded_LetIn_StartsAfresh()
    {
        Fail(5);
        _throttle.Begin([Key]);
        _throttle.Succeeded([Key]);

        Assert.All(Enumerable.Range(0, 6), _ => Assert.Null(_throttle.Begin([Key])));
    }

    [Fact]
    public void Succeeded_SharedNetwork_KeepsOthersFailures()
    {
        var network = new ThrottleKey(ThrottleKind.Network, "192.0.2.1");
        for (var i = 0; i < ThrottleKind.Network.Free; i++)
        {
            _throttle.Begin([network]);
        }

        _throttle.Begin([network]);
        _throttle.Succeeded([network]);

        Assert.Null(_throttle.Begin([network]));
        Assert.NotNull(_throttle.Begin([network]));
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Null(_throttle.Begin([Key]));
        }
    }
}
