using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Portal.Storage;

/// <summary>Distinguishes a store that can't be written right now from a bug.</summary>
internal static class StoreFailures
{
    public static bool IsUnwritable(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is StoreLostException || SqliteDialect.Instance.IsUnwritable(e) || PostgreSqlDialect.Instance.IsUnwritable(e))
            {
                return true;
            }
        }

        return false;
    }
}
