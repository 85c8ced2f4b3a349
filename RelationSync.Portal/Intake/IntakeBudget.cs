namespace RelationSync.Portal.Intake;

/// <summary>
/// Bounds the memory that all requests' bodies take together, from their first byte until they are answered: whose they
/// are is known only when a body has been read to its end. What arrived counts, not what was announced, so that it costs
/// as much to use it up as it takes.
/// </summary>
internal sealed class IntakeBudget(long bytes)
{
    /// <summary>256 MiB: some fifty of the largest bodies at once, thousands of usual ones.</summary>
    public const long Usual = 256L * 1024 * 1024;

    private long _used;

    /// <summary>Bytes in use.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>False: there is no room for so many more, and none were taken.</summary>
    public bool TryTake(int count)
    {
        if (Interlocked.Add(ref _used, count) <= bytes)
        {
            return true;
        }

        GiveBack(count);
        return false;
    }

    public void GiveBack(int count) => Interlocked.Add(ref _used, -count);
}
