using Microsoft.Data.Sqlite;

namespace RelationSync.Portal.Storage;

/// <summary>Tells a store that can't be written now from a fault of ours.</summary>
internal static class StoreFailures
{
    // https://www.sqlite.org/rescode.html: BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB.
    private static readonly HashSet<int> Unwritable = [5, 6, 8, 10, 11, 13, 14, 26];

    public static bool IsUnwritable(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is StoreLostException || (e is SqliteException sqlite && Unwritable.Contains(sqlite.SqliteErrorCode)))
            {
                return true;
            }
        }

        return false;
    }
}
