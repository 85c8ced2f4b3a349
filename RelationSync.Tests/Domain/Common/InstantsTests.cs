using RelationSync.Domain.Common;

namespace RelationSync.Tests.Domain.Common;

public sealed class InstantsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Add_WithinTime_IsTheSum()
    {
        Assert.Equal(Noon.AddHours(1), Instants.Add(Noon, TimeSpan.FromHours(1)));
        Assert.Equal(Noon.AddHours(-1), Instants.Add(Noon, TimeSpan.FromHours(-1)));
    }

    [Fact]
    public void Add_BeyondTheEndsOfTime_StopsThere()
    {
        Assert.Equal(DateTimeOffset.MaxValue, Instants.Add(DateTimeOffset.MaxValue.AddTicks(-1), TimeSpan.FromTicks(2)));
        Assert.Equal(DateTimeOffset.MinValue, Instants.Add(DateTimeOffset.MinValue.AddTicks(1), TimeSpan.FromTicks(-2)));
    }

    [Fact]
    public void Add_UpToTheEndsOfTime_IsTheSum()
    {
        Assert.Equal(DateTimeOffset.MaxValue, Instants.Add(DateTimeOffset.MaxValue.AddTicks(-1), TimeSpan.FromTicks(1)));
        Assert.Equal(DateTimeOffset.MinValue, Instants.Add(DateTimeOffset.MinValue.AddTicks(1), TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void LaterAndEarlier_OfTwo_InEitherOrder()
    {
        var later = Noon.AddTicks(1);

        Assert.Equal([later, later], [Instants.Later(Noon, later), Instants.Later(later, Noon)]);
        Assert.Equal([Noon, Noon], [Instants.Earlier(Noon, later), Instants.Earlier(later, Noon)]);
    }
}
