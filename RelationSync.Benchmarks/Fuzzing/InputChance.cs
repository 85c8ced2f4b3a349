namespace RelationSync.Benchmarks.Fuzzing;

/// <summary>
/// Chance that a fuzzer's bytes decide, so that what changes a byte changes one choice of a target. Once they are used up, a generator
/// seeded by them decides.
/// </summary>
internal sealed class InputChance(byte[] input) : Random
{
    private readonly Random _rest = new(input.Aggregate(17, (hash, next) => unchecked((hash * 31) + next)));
    private int _at;

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    public override long NextInt64() => NextInt64(0, long.MaxValue);

    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        var width = (ulong)(maxValue - minValue);
        if (width == 0 || _at >= input.Length)
        {
            return _rest.NextInt64(minValue, maxValue);
        }

        var number = 0UL;
        for (var left = width - 1; left > 0 && _at < input.Length; left >>= 8)
        {
            number = (number << 8) | input[_at++];
        }

        return minValue + (long)(number % width);
    }

    public override double NextDouble() => Sample();

    public override float NextSingle() => (float)NextInt64(0, 1 << 24) / (1 << 24);

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref var one in buffer)
        {
            one = (byte)NextInt64(0, 256);
        }
    }

    protected override double Sample() => NextInt64(0, 1L << 53) / (double)(1L << 53);
}
