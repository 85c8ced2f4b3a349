namespace RelationSync.Portal.Salesforce.Http;

/// <summary>Counts calls as Salesforce does: each that reached it, repeats by the retry handler included; not those of OAuth.</summary>
internal sealed class CallCounter
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}
