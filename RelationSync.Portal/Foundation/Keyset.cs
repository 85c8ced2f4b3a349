namespace RelationSync.Portal.Foundation;

/// <summary>Where a page of a list begins: at an end of it, or beyond an entry.</summary>
/// <param name="Beyond">The <c>Seq</c> of the last entry already seen; null: from the end of the list.</param>
/// <param name="NewestFirst">Which way it goes.</param>
public readonly record struct Keyset(long? Beyond, bool NewestFirst)
{
    /// <summary>From the newest down.</summary>
    public static readonly Keyset Newest = new(null, true);

    /// <summary>From the oldest up.</summary>
    public static readonly Keyset Oldest = new(null, false);
}
