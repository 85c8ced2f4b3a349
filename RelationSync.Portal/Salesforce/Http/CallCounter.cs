namespace RelationSync.Portal.Salesforce.Http;

/// <summary>Counts calls as Salesforce does: each that reached it, repeats by the retry handler included; not those of OAuth.</summary>
/// <param name="total">Counts along with it; null: nothing does.</param>
internal sealed class CallCounter(CallCounter? total = null)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add()
    {
        Interlocked.Increment(ref _count);
        total?.Add();
    }
}
