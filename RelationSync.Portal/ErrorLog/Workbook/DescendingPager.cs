using System.Runtime.CompilerServices;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Reads a log from the newest entry down, each page by itself: no transaction lasts longer than one.</summary>
internal static class DescendingPager
{
    /// <param name="newest">Where it begins.</param>
    /// <param name="size">Entries of a page.</param>
    /// <param name="read">Reads the page of those below a sequence number, newest first.</param>
    /// <param name="seq">An entry's sequence number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<IReadOnlyList<T>> ReadAsync<T>(
        long newest,
        int size,
        Func<long, CancellationToken, Task<List<T>>> read,
        Func<T, long> seq,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new List<T>();
        for (var beyond = newest + 1; beyond == newest + 1 || page.Count == size; beyond = seq(page[^1]))
        {
            page = await read(beyond, cancellationToken);
            if (page.Count == 0)
            {
                yield break;
            }

            yield return page;
            // SQLite reads without ever waiting: this gives the thread back, so that a long export holds up nobody.
            await Task.Yield();
        }
    }
}
