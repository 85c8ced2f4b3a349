using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Bounds the memory that all requests' bodies take together, from their first byte until they are answered: whose they
/// are is known only when a body has been read to its end. What arrived counts, not what was announced. Strangers, networks
/// from which nothing was authenticated lately, share half of it, so that no flood of theirs keeps known senders out.
/// </summary>
internal sealed class IntakeBudget(long bytes)
{
    private const long Smallest = 32 * NodeMemory.MiB;
    private const long Largest = 256 * NodeMemory.MiB;

    private long _used;
    private long _strangers;

    public long Bytes => bytes;

    public long ForStrangers => bytes / 2;

    /// <summary>Bytes in use.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>An eighth of the node's memory, from 32 to 256 MiB.</summary>
    public static IntakeBudget Of(long available) => new(Math.Clamp(available / 8, Smallest, Largest));

    /// <summary>False if there is no room for so many more; none were taken.</summary>
    public bool TryTake(int count, bool isStranger)
    {
        if (isStranger && !TryAdd(ref _strangers, count, ForStrangers))
        {
            return false;
        }

        if (TryAdd(ref _used, count, bytes))
        {
            return true;
        }

        if (isStranger)
        {
            Interlocked.Add(ref _strangers, -count);
        }

        return false;
    }

    public void GiveBack(int count, bool isStranger)
    {
        Interlocked.Add(ref _used, -count);
        if (isStranger)
        {
            Interlocked.Add(ref _strangers, -count);
        }
    }

    // The sum never passes the most for a moment, either: a flood that is refused must not have others refused.
    private static bool TryAdd(ref long sum, int count, long most)
    {
        var seen = Interlocked.Read(ref sum);
        while (seen + count <= most)
        {
            var found = Interlocked.CompareExchange(ref sum, seen + count, seen);
            if (found == seen)
            {
                return true;
            }

            seen = found;
        }

        return false;
    }
}
