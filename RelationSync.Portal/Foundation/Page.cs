namespace RelationSync.Portal.Foundation;

/// <summary>Some entries of a list in the order asked for, and whether others follow.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, bool HasMore)
{
    /// <summary>Makes a page of <paramref name="limit"/> from a list that was read one longer.</summary>
    internal static Page<T> From(List<T> read, int limit) =>
        read.Count > limit ? new(read[..limit], true) : new(read, false);
}
