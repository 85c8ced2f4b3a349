namespace RelationSync.Domain.Sync;

/// <summary>How many actions ride in one write: fewer when the org is slow, more again when it is quick.</summary>
/// <remarks>Salesforce counts calls of 20 s and more against a small concurrent limit; 15 s leaves room.</remarks>
public sealed class BatchSizer
{
    public const int Most = 1000;
    public const int Fewest = 25;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(7);
    private readonly Lock _gate = new();

    /// <summary>25 to 1,000.</summary>
    public int Size { get; private set; } = Most;

    /// <summary>Takes note of a write of that many records.</summary>
    public void Took(int records, TimeSpan time)
    {
        lock (_gate)
        {
            if (time >= Slow)
            {
                Size = Math.Max(Fewest, Math.Min(Size, records) / 2);
            }
            else if (time <= Quick && records >= Size)
            {
                Size = Math.Min(Most, Size * 2);
            }
        }
    }
}
